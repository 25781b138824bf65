"""Names of files for pages: safe on every file system, never two pages in one file, never outside the folder.

/-/fact/0123456789abcdef.5-9.figure.1 -> fact/0123456789abcdef.5-9.figure.1.html
/-/entity/law~2F08~2E22               -> entity/law/08.22.html
/-/promises?state=open                -> promises/state=open.html
"""

import re
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from datasette.utils import tilde_decode

from pipeline.site.language import COOKIE

# Small letters only: some file systems hold A.html and a.html for one file.
_UNSAFE = re.compile(r"[^a-z0-9.=-]+")
_UNSAFE_FOLDER = re.compile(r"[^a-z0-9=-]+")  # without a dot, no folder is ever called as a file is
# Names that Windows keeps for its devices, whatever follows their dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST = 100


class Page(NamedTuple):
    """What tells two pages apart: the path, and what is asked of it but for the language."""

    path: str
    asked: str = ""


def page_of(address: str) -> Page:
    """`/-/entity/law~2F08~2E22?lang=fr` -> `/-/entity/law/08.22`."""
    parts = urlsplit(address)
    asked = sorted((name, value) for name, value in parse_qsl(parts.query) if name != COOKIE)
    return Page(tilde_decode(unquote(parts.path)) or "/", "&".join(f"{name}={value}" for name, value in asked))


def file_of(page: Page, ending: str = "html") -> str:
    """The file of a page, below the folder of its language."""
    path = page.path.removeprefix("/-").removeprefix("/")
    *folders, name = [*path.split("/"), *([page.asked] if page.asked else [])]
    if not folders and not name:
        return f"index.{ending}"
    name = _escaped(name.removesuffix(f".{ending}"), _UNSAFE)
    return "/".join([*(_escaped(folder, _UNSAFE_FOLDER) for folder in folders), f"{name}.{ending}"])


def _escaped(part: str, unsafe: re.Pattern[str]) -> str:
    """A part of a path: `08.22` as it is, `A/س` -> `_0041002f0633_`; what is too long keeps its beginning."""
    name = unsafe.sub(lambda run: _hex(run[0]), part)
    if not name or name.startswith(".") or _DEVICE.match(name):
        name = _hex(part[:1]) + unsafe.sub(lambda run: _hex(run[0]), part[1:])
    if len(name) > _LONGEST:
        # No escape ends so: an underscore, sixteen digits and a hyphen.
        name = f"{name[:_LONGEST]}_{sha256(part.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}-"
    return name


def _hex(text: str) -> str:
    return f"_{text.encode('utf-16-be', 'surrogatepass').hex()}_"
