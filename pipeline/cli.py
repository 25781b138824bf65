"""The command: parse, call, echo."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

import pipeline
from pipeline.errors import PipelineError

DATABASE = Path("extracted/facts.db")
CORPUS = "corpus"


class Commands(click.Group):
    """A mistake of the user's ends in one line and its exit code, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say what went wrong."""
        try:
            return super().invoke(ctx)
        except PipelineError as error:
            click.echo(f"pipeline: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("pipeline: interrupted; what was finished is kept, the next run goes on from there", err=True)
            ctx.exit(130)


class Day(click.ParamType[date]):
    """An ISO day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """`2025-12-30`."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2025-12-30", param, ctx)


_database = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DATABASE,
    show_default=True,
    envvar="PIPELINE_DB",
    help="The database.",
)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(pipeline.__version__, prog_name="pipeline")
def cli() -> None:
    """Arabic press and official texts as a database of sourced facts.

    \b
    Examples:
      pipeline ingest                 read corpus/ into extracted/facts.db
      pipeline serve                  browse it in Datasette
    """


@cli.command()
@click.argument("file", default="-")
@click.option("--published", type=Day(), metavar="DATE", help="The day that relative dates lean on.")
@click.option("--country", default="MA", show_default=True, help="ISO 3166: whose months and currency are meant.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def extract(file: str, published: date | None, country: str, form: str) -> None:
    """Print what is found in a text, without a database.

    \b
    Examples:
      echo "تضم الجهة 22 مستشفى" | pipeline extract
      pipeline extract article.txt --published 2025-12-30 --format jsonl
    """
    text = click.get_text_stream("stdin", "utf-8").read() if file == "-" else Path(file).read_text("utf-8")
    for mention in pipeline.find(text, published, country):
        click.echo(json.dumps([mention.kind, *mention.span, mention.surface], ensure_ascii=False) if form else "")


def main() -> None:
    """The entry point."""
    cli(prog_name="pipeline")


if __name__ == "__main__":
    sys.exit(main())
