"""The command: parse, call, echo."""

import sys
from typing import NoReturn

from pipeline.cli import asking, keeping, reading
from pipeline.cli.group import cli

__all__ = ["asking", "cli", "keeping", "main", "reading"]


def main() -> NoReturn:
    """The entry point."""
    cli(prog_name="pipeline")
    sys.exit()
