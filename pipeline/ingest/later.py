"""The readers whose libraries take a second to load, each loaded with the first source that needs it."""

from importlib import import_module
from typing import Any


def later(name: str) -> Any:
    """A module of this package: `table` for Excel, `web` for an address, `pdf`."""
    return import_module(f"pipeline.ingest.{name}")
