"""The group of commands, how they talk, and how a mistake of the user's ends."""

import json
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

import pipeline
from pipeline.cli.option import DATABASE
from pipeline.errors import PipelineError


class Commands(click.Group):
    """A mistake of the user's ends in one line and its exit code, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say what went wrong."""
        try:
            return super().invoke(ctx)
        except PipelineError as error:
            talk(f"pipeline: {' '.join(str(error).split())}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            talk("pipeline: interrupted; what was finished is kept, the next run goes on from there")
            ctx.exit(130)


def talk(line: str = "") -> None:
    """To a person: standard error."""
    click.echo(line, err=True)


def print_lines(lines: Iterable[str]) -> None:
    """Data: standard output."""
    for line in lines:
        click.echo(line)


def print_object(record: object) -> None:
    """A line of JSON."""
    click.echo(json.dumps(record, ensure_ascii=False))


def db_option(db: Path) -> str:
    """The option to add to a command that is told, where the database is not the usual one."""
    return "" if db == DATABASE else f" --db {shlex.quote(str(db))}"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(pipeline.__version__, prog_name="pipeline")
def cli() -> None:
    """Arabic press and official texts as a database of sourced facts.

    \b
    Examples:
      pipeline ingest                 read corpus/ into extracted/facts.db
      pipeline serve                  browse it in Datasette
    """
