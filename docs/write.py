"""Print what the code knows into the files that show it: metadata.json, docs/schema.md, the tables of the README.

`make docs` writes; with --check nothing is written and the exit code says whether anything would change.
"""

import json
import re
import sys
from pathlib import Path

import click

from pipeline.cli import cli
from pipeline.site.metadata import metadata
from pipeline.store.schema import TABLES, markdown

ROOT = Path(__file__).parents[1]


def commands() -> str:
    """Every command with its arguments and the first line of its help."""
    rows = []
    for name, command in sorted(cli.commands.items()):
        arguments = [
            parameter.make_metavar(click.Context(command))
            for parameter in command.params
            if isinstance(parameter, click.Argument)
        ]
        usage = " ".join(["pipeline", name, *arguments]).replace("|", "\\|")
        rows.append(f"| `{usage}` | {command.get_short_help_str(200)} |")
    return "\n".join(["| Command | What it does |", "| --- | --- |", *rows]) + "\n"


def tables() -> str:
    """Every table with what it holds."""
    rows = [f"| `{table.name}` | {table.title_ar} | {table.description} |" for table in TABLES.values()]
    return "\n".join(["| Table | بالعربية | What it holds |", "| --- | --- | --- |", *rows]) + "\n"


def between(text: str, name: str, content: str) -> str:
    """The text with `content` between its markers <!-- name --> and <!-- /name -->."""
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return marked.sub(lambda marks: f"{marks[1]}\n{content.strip()}\n\n{marks[2]}", text)


def printed() -> dict[Path, str]:
    """The files as they should be."""
    readme = (ROOT / "README.md").read_text("utf-8")
    readme = between(between(readme, "commands", commands()), "tables", tables())
    return {
        ROOT / "README.md": readme,
        ROOT / "docs" / "schema.md": f"# The database\n\n{markdown()}",
        ROOT / "metadata.json": json.dumps(metadata(), ensure_ascii=False, indent=2) + "\n",
    }


def main() -> None:
    """Write, or with --check say what is stale."""
    stale = [path for path, text in printed().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(f"{path.name} is stale: make docs" for path in stale) or None)
    for path in stale:
        path.write_text(printed()[path], "utf-8")


if __name__ == "__main__":
    main()
