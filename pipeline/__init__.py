"""Wathiqa: Arabic press and official texts as a database of sourced facts.

>>> from pipeline import find
>>> [(mention.kind, mention.surface) for mention in find("تضم الجهة 22 مستشفى")]
[('figure', '22 مستشفى')]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.face import build_database, find, read_document
    from pipeline.language import language

__version__ = "0.1.0"
__all__ = ["__version__", "build_database", "find", "language", "read_document"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: `pipeline --help` and a plugin need neither spaCy nor the tables.
    if name == "language":
        return import_module("pipeline.language")  # the module itself can be called
    if name in __all__:
        return getattr(import_module("pipeline.face"), name)
    raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
