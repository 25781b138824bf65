"""SVG as plain text: shapes with their looks, text in its own direction, and nothing from a document unescaped."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from markupsafe import Markup, escape

from pipeline.site.cell import safe
from pipeline.site.language import DEFAULT, direction, language

# What XML cannot hold, even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# A class as element() writes it: within a text the quotes are escaped.
_LOOK = re.compile(r' class="s-(?P<look>[a-z0-9-]+)"')
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]{2}")
FONT = "'Noto Sans Arabic', 'Segoe UI', 'SF Arabic', 'Geeza Pro', Tahoma, 'DejaVu Sans', sans-serif"
# The looks of a file that leaves the site; on our pages picture.css gives them, light and dark.
LOOKS: Mapping[str, Mapping[str, str]] = {
    "paper": {"fill": "#ffffff"},
    "ink": {"fill": "#1c2530"},
    "quiet": {"fill": "#5d6875"},
    "strong": {"fill": "#1c2530", "font-weight": "700"},
    "onto": {"fill": "#ffffff"},
    "axis": {"stroke": "#9aa3ad", "stroke-width": "1", "fill": "none"},
    "grid": {"stroke": "#e6e3da", "stroke-width": "1", "fill": "none"},
    "now": {"stroke": "#5d6875", "stroke-width": "1.5", "stroke-dasharray": "2 4", "fill": "none"},
    "stem": {"stroke": "#0b5d57", "stroke-width": "1", "stroke-dasharray": "1 3", "fill": "none"},
    "done": {"fill": "#0b5d57", "stroke": "#0b5d57", "stroke-width": "1.8"},
    "hoped": {"fill": "#ffffff", "stroke": "#0b5d57", "stroke-width": "1.8"},
    "dropped": {"fill": "none", "stroke": "#9c2f2f", "stroke-width": "2"},
    "none": {"fill": "#f4f2ec", "stroke": "#dfdcd2", "stroke-width": "1"},
    "future": {"fill": "#ffffff", "stroke": "#0b5d57", "stroke-width": "2.5", "stroke-dasharray": "6 4"},
    "step0": {"fill": "#e3efec", "stroke": "#0b5d57", "stroke-width": "1"},
    "step1": {"fill": "#a9d3cb", "stroke": "#0b5d57", "stroke-width": "1"},
    "step2": {"fill": "#63ab9f", "stroke": "#0b5d57", "stroke-width": "1"},
    "step3": {"fill": "#257a70", "stroke": "#0b5d57", "stroke-width": "1"},
    "step4": {"fill": "#0a4540", "stroke": "#0b5d57", "stroke-width": "1"},
    **{
        f"cell{step}": {"fill": fill}
        for step, fill in enumerate(("#cfe4df", "#a9d3cb", "#63ab9f", "#257a70", "#0a4540"))
    },
    "copy": {"fill": "#b2491b", "stroke": "#ffffff", "stroke-width": "1"},
    "implements": {"fill": "none", "stroke": "#0b5d57", "stroke-width": "2.2"},
    "amends": {"fill": "none", "stroke": "#b2491b", "stroke-width": "2.2", "stroke-dasharray": "8 4"},
    "repeals": {"fill": "none", "stroke": "#7a3fa0", "stroke-width": "2.6", "stroke-dasharray": "2 4"},
    "cites": {"fill": "none", "stroke": "#8a939c", "stroke-width": "1.2"},
    "text": {"fill": "#5d6875", "stroke": "#5d6875", "stroke-width": "1"},
    "to-implements": {"fill": "#0b5d57"},
    "to-amends": {"fill": "#b2491b"},
    "to-repeals": {"fill": "#7a3fa0"},
    "to-cites": {"fill": "#8a939c"},
    # Ink with paper behind it, where lines pass.
    "verb": {"fill": "#1c2530", "stroke": "#ffffff", "stroke-width": "4", "paint-order": "stroke"},
    "node": {"fill": "#ffffff", "stroke": "#7a3fa0", "stroke-width": "1.4"},
    "centre": {"fill": "#f1e7f8", "stroke": "#7a3fa0", "stroke-width": "2.6"},
}
Edge = Literal["left", "right", "middle"]
# Marks of direction, without width: they hold a name or a sign in its place within a sentence.
_LEFT, _RIGHT = "\u200e", "\u200f"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with its size in units of its own."""

    width: float
    height: float
    body: Markup


def clean(text: str) -> str:
    """A text as SVG may hold it: without what XML forbids, direction overrides by name, on one line."""
    return " ".join(_NO_XML.sub("\ufffd", safe(text)).split())


def isolate(text: str) -> str:
    """A name within a sentence, so that what stands at its ends keeps its side."""
    mark = _RIGHT if direction() == "rtl" else _LEFT
    return f"{mark}{clean(text)}{mark}"


def leftward(text: str) -> str:
    """A number whose sign stands to its left in every language: `+340`."""
    return f"{_LEFT}{clean(text)}"


def foreign(text: str) -> str | None:
    """The language of a text that is not that of the page (`mul`: of two); None where it needs no mark."""
    arabic, latin = _ARABIC.search(text), _LATIN.search(text)
    if language() == DEFAULT:
        return None if not latin else "mul" if arabic else "fr"
    return "ar" if arabic else None


def element(tag: str, /, *children: Markup | str, **attributes: str | float | None) -> Markup:
    """An element: `element("rect", x=1.0)` -> `<rect x="1"/>`; underscores in names are hyphens."""
    told = "".join(
        f' {name.strip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = "".join(escape(child) for child in children)
    # Names are ours; values and children were escaped above: pictures have thousands of these.
    return Markup(f"<{tag}{told}>{inside}</{tag}>" if inside else f"<{tag}{told}/>")  # noqa: S704


def _value(value: str | float) -> str:
    """A number to a tenth without a needless point, a text as XML may hold it."""
    if isinstance(value, str):
        return escape(_NO_XML.sub("\ufffd", safe(value)))
    return f"{value:.1f}".removesuffix(".0")


def shape(tag: str, look: str, *children: Markup, **attributes: str | float | None) -> Markup:
    """A shape with its look, which our style sheet knows by its class."""
    return element(tag, *children, class_=f"s-{look}", **attributes)


def _dressed(drawn: Markup) -> Markup:
    """The same shapes with their looks written out, for a file that no style sheet follows."""
    return Markup(_LOOK.sub(lambda look: look[0] + _attributes()[look["look"]], drawn))  # noqa: S704  (our looks, no text)


@cache
def _attributes() -> Mapping[str, str]:
    return {look: "".join(f' {name}="{value}"' for name, value in looks.items()) for look, looks in LOOKS.items()}


def group(children: Iterable[Markup], tag: str = "g", **attributes: str | float | None) -> Markup:
    """Shapes together; or what else stands in one element, such as the cells of a row."""
    return element(tag, *children, **attributes)


def text(
    x: float,
    y: float,
    said: str,
    size: float = 13,
    look: str = "ink",
    *,
    edge: Edge = "middle",
    way: str | None = None,
) -> Markup:
    """A line of text whose left or right edge or middle is at x, whatever its direction."""
    said = clean(said)
    mark = foreign(said)
    way = way or {"ar": "rtl", "mul": "rtl", "fr": "ltr"}.get(mark or "", direction())
    anchor = "middle" if edge == "middle" else "start" if (edge == "right") == (way == "rtl") else "end"
    return shape("text", look, escape(said), x=x, y=y, font_size=size, text_anchor=anchor, direction=way, lang=mark)


def link(href: str | None, label: str, *children: Markup) -> Markup:
    """Shapes that lead somewhere, with what they are called; without an address only called so."""
    label = clean(label)
    called = element("title", escape(label))
    if href is None:
        return element("g", called, *children)
    return element("a", called, *children, href=href, lang=foreign(label))


def reading(left: float, right: float) -> tuple[float, Edge]:
    """Where a line of the page's language begins, and which edge of it that is."""
    return (right, "right") if direction() == "rtl" else (left, "left")


def diamond(x: float, y: float, radius: float) -> str:
    """The path of a square on its tip."""
    return (
        f"M{x:.1f} {y - radius:.1f}l{radius:.1f} {radius:.1f}l-{radius:.1f} {radius:.1f}l-{radius:.1f} -{radius:.1f}z"
    )


def triangle(x: float, y: float, radius: float) -> str:
    """The path of a triangle on its base."""
    half = radius * 1.1
    return f"M{x:.1f} {y - radius:.1f}L{x + half:.1f} {y + radius * 0.85:.1f}H{x - half:.1f}z"


def cross(x: float, y: float, radius: float) -> str:
    """The path of a cross."""
    side = f"{2 * radius:.1f}"
    return f"M{x - radius:.1f} {y - radius:.1f}l{side} {side}m0 -{side}l-{side} {side}"


def breadth(said: str, size: float) -> float:
    """About how wide a text is drawn; rather too wide than too narrow."""
    return len(said) * size * 0.56


def shortened(said: str, width: float, size: float) -> str:
    """A text that fits a width, cut at its end where it must be."""
    room = max(int(width / (size * 0.56)), 2)
    return said if len(said) <= room else said[: room - 1].rstrip() + "…"


def wrapped(said: str, width: float, size: float, lines: int) -> list[str]:
    """A text in at most so many lines; the last is cut where there is more."""
    rows = [""]
    for word in said.split():
        longer = f"{rows[-1]} {word}".strip()
        if breadth(longer, size) <= width or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return [shortened(row, width, size) for row in rows]


def inline(drawing: Drawing, title: str, desc: str, kind: str) -> Markup:
    """A drawing within a page: called by its title, its links reached by the keyboard."""
    # Read aloud in the language of the page: a title with a name in other letters stands above the drawing.
    called = clean(desc if foreign(title) else title)
    return element(
        "svg",
        element("title", escape(clean(title))),
        element("desc", escape(clean(desc))),
        drawing.body,
        class_=kind,
        viewBox=f"0 0 {drawing.width:.0f} {drawing.height:.0f}",
        role="group" if "<a " in drawing.body else "img",
        aria_label=called,
        font_family=FONT,
        direction="ltr",
    )


def standalone(drawing: Drawing, title: str, desc: str, notes: Iterable[str]) -> Markup:
    """A drawing as a file of its own: its title above it, its source below, on paper."""
    across = drawing.width - 32
    heading = wrapped(clean(title), across, 20, 4)
    below = [line for note in notes for line in wrapped(clean(note), across, 12, 3)]
    top = 16 + 28 * len(heading) + 8
    height = top + drawing.height + 18 * len(below) + 22
    start, edge = reading(16, drawing.width - 16)
    said = [
        text(start, 16 + 28 * at + 18, line, 20, "strong", edge=edge, way=direction())
        for at, line in enumerate(heading)
    ]
    said += [
        text(start, top + drawing.height + 18 * at + 20, line, 12, "quiet", edge=edge, way=direction())
        for at, line in enumerate(below)
    ]
    return element(
        "svg",
        element("title", escape(clean(title))),
        element("desc", escape(clean(desc))),
        _dressed(
            group(
                [
                    shape("rect", "paper", width=drawing.width, height=height),
                    *said,
                    group([drawing.body], transform=f"translate(0 {top})"),
                ]
            )
        ),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {drawing.width:.0f} {height:.0f}",
        width=drawing.width,
        height=height,
        role="img",
        aria_label=clean(title),
        lang=language(),
        font_family=FONT,
        direction="ltr",
    )
