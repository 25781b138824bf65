"""A page of the site as it stands in a copy: links to files beside it, and nothing that would need an answer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

_TAG = re.compile(
    r"<!--.*?-->|<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)"
    r"(?P<attributes>(?:\s++|/|[^\s\"'>/=]++|=|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'>]++)))?"
)
# What needs a server or a script to be of use.
_DROPPED = frozenset({"script", "button", "iframe", "object", "embed", "base", "noscript"})
_VOID = frozenset({"embed", "base"})
# Where a page names what is shown with it.
_SHOWN = {"img": "src", "source": "src", "image": "href", "use": "href"}
_HEAD = "<head>"


@dataclass(frozen=True, slots=True)
class Links:
    """How addresses of the site become addresses of the copy; None where the copy has no such page."""

    page: Callable[[str], str | None]
    asset: Callable[[str], str | None]
    title: str  # of what is no link any more
    head: str = ""


@dataclass(slots=True)
class _State:
    """Where in a page the rewriting stands."""

    skipping: str = ""
    depth: int = 0
    forms: int = 0
    menus: int = 0
    pictures: int = 0
    links: list[str] = field(default_factory=list)


def rewritten(html: str, links: Links) -> str:
    """A page with links of a copy: `<a href="/-/fact/x">` -> `<a href="../fact/x.html">`.

    What the copy lacks stays as words, and in a menu is left out. Scripts are left out everywhere, and forms but for
    their links.
    """
    return "".join(_pieces(html, links))


def _pieces(html: str, links: Links) -> Iterator[str]:
    state = _State()
    at = 0
    for tag in _TAG.finditer(html):
        before, at = html[at : tag.start()], tag.end()
        if not state.skipping and (state.links or not state.forms):
            yield before
        name = (tag["name"] or "").lower()
        if state.skipping:
            _skip(state, name, closing=bool(tag["closing"]))
        elif name == "form":
            state.forms += -1 if tag["closing"] else 1
        elif not name or (state.forms and name != "a" and not state.links):
            continue  # a comment, a field
        elif name in _DROPPED:
            if not tag["closing"] and name not in _VOID:
                state.skipping, state.depth = name, 1
        elif tag["closing"]:
            yield _closed(state, name, tag[0])
        else:
            yield _opened(state, name, tag, links)
    yield html[at:] if not state.skipping else ""


def _skip(state: _State, name: str, *, closing: bool) -> None:
    if name == state.skipping:
        state.depth += -1 if closing else 1
        if state.depth == 0:
            state.skipping = ""


def _opened(state: _State, name: str, tag: re.Match[str], links: Links) -> str:
    if name == "a":
        return _anchor(state, tag, links)
    if name == "link":
        return _linked(tag, links)
    if name in _SHOWN and (name in ("img", "source") or state.pictures):
        return _shown(tag, _SHOWN[name], links)
    state.menus += name == "nav"
    state.pictures += name == "svg" and not tag["attributes"].endswith("/")
    return tag[0] + (links.head if tag[0].lower() == _HEAD else "")


def _closed(state: _State, name: str, written: str) -> str:
    if name == "a" and state.links:
        return state.links.pop() + (" " if state.forms else "")
    state.menus -= name == "nav"
    state.pictures -= name == "svg"
    return written


def _anchor(state: _State, tag: re.Match[str], links: Links) -> str:
    address = _attributes(tag).get("href")
    if address is None or address.startswith("#"):
        state.links.append("</a>")
        return tag[0]
    found = links.page(address)
    if found is not None:
        state.links.append("</a>")
        return _with(tag, {"href": found})
    if state.menus:
        state.skipping, state.depth = "a", 1
        return ""
    kind = "g" if state.pictures else "span"
    state.links.append(f"</{kind}>")
    return f'<{kind} class="live" title="{escape(links.title)}">' if kind == "span" else "<g>"


def _linked(tag: re.Match[str], links: Links) -> str:
    attributes = _attributes(tag)
    if attributes.get("rel") not in ("stylesheet", "icon"):
        return ""
    found = links.asset(attributes.get("href") or "")
    return _with(tag, {"href": found}) if found else ""


def _shown(tag: re.Match[str], attribute: str, links: Links) -> str:
    address = _attributes(tag).get(attribute)
    if address is None or address.startswith(("#", "data:")):
        return tag[0]
    return _with(tag, {attribute: links.asset(address) or "data:,"})


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    return {
        each["name"].lower(): unescape(each["double"] or each["single"] or each["bare"] or "")
        for each in _ATTRIBUTE.finditer(tag["attributes"])
    }


def _with(tag: re.Match[str], changed: dict[str, str]) -> str:
    """A tag with other values; the attributes that nobody changed stay as they were written."""

    def written(each: re.Match[str]) -> str:
        new = changed.get(each["name"].lower())
        return each[0] if new is None else f'{each["name"]}="{escape(new)}"'

    return f"<{tag['name']}{_ATTRIBUTE.sub(written, tag['attributes'])}>"
