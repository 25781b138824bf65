"""What several commands ask for: the database, a day, a country, how it is told."""

from datetime import date
from pathlib import Path
from typing import Any

import click

DATABASE = Path("extracted/facts.db")


class Day(click.ParamType[date]):
    """An ISO day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """`2025-12-30`."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2025-12-30", param, ctx)


class Database(click.Path):
    """The file of a database."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """`press.db`; no name is no file."""
        if not str(value).strip() or Path(value).name == "":
            self.fail("it is empty; name a file, as press.db", param, ctx)
        return super().convert(value, param, ctx)


class Country(click.ParamType[str]):
    """A country's two letters."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """`ma` -> MA."""
        if len(value) != 2 or not value.isascii() or not value.isalpha():
            self.fail(f"'{value}' is not a country; write its two letters, as MA, DZ, EG", param, ctx)
        return str(value).upper()


database = click.option(
    "--db",
    type=Database(path_type=Path, dir_okay=False),
    default=DATABASE,
    show_default=True,
    envvar="PIPELINE_DB",
    help="The database.",
)
json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
published = click.option(
    "--published",
    type=Day(),
    metavar="DATE",
    help="Day of publication, where nothing else says it; kept until another is given.",
)
names = click.option(
    "--names",
    type=click.Choice(["rules", "recogniser", "camel"]),
    default="recogniser",
    show_default=True,
    help="What adds names to those that rules read: nothing, the model that comes along, or camel-tools' model.",
)
country = click.option("--country", type=Country(), help="ISO 3166 country of the publisher [default: MA].")
ocr = click.option(
    "--ocr",
    type=click.Choice(["auto", "never", "always"]),
    default="auto",
    show_default=True,
    help="Which pages of a PDF are read from their pictures: those whose text layer is unusable, none, or all.",
)
