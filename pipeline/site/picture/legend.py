"""The marks of facts, and the key that tells what they mean."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from pipeline.site.language import direction
from pipeline.site.language import translate as _
from pipeline.site.picture.drawing import breadth, cross, diamond, reading, shape, text, triangle

# What draws a mark at a place, and what it is called.
Entry = tuple[Callable[[float, float], Markup], str]


def looks_named() -> Mapping[str, str]:
    """What solid, hollow and crossed mean."""
    return {
        "done": _("منجز أو مذكور"),
        "hoped": _("مرتقب أو مبرمج أو جار"),
        "dropped": _("متوقف أو ملغى أو منفي"),
    }


def mark(look: str, change: str | None, x: float, y: float, radius: float = 5.5) -> Markup:
    """A fact's mark: solid, hollow or crossed; a triangle where it is an addition, a diamond where an event."""
    if look == "dropped":
        return shape("path", look, d=cross(x, y, radius * 0.8))
    if change == "additional":
        return shape("path", look, d=triangle(x, y, radius))
    if change == "event":
        return shape("path", look, d=diamond(x, y, radius * 1.15))
    return shape("circle", look, cx=x, cy=y, r=radius)


def flow(entries: Sequence[Entry], width: float, size: float) -> tuple[list[Markup], float]:
    """Marks with their names, line after line in the direction of the page, and where the last line stands."""
    drawn: list[Markup] = []
    margin, line = 16.0, 20.0
    across = margin
    for draw, said in entries:
        wide = breadth(said, size) + 36
        if across + wide > width - margin and across > margin:
            across, line = margin, line + size * 1.9
        x, edge = reading(across, width - across)
        turn = -1 if edge == "right" else 1
        drawn.append(draw(x + turn * 7, line - size * 0.35))
        drawn.append(text(x + turn * 20, line, said, size, "quiet", edge=edge, way=direction()))
        across += wide
    return drawn, line
