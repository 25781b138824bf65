"""Asking the database: serve, explain, why-not, compare, diff, export."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from pipeline.cli import option
from pipeline.cli.group import cli, print_lines, print_object, talk
from pipeline.errors import UsageError

BESIDE = "-"  # of an inbox: in the corpus beside the database


@cli.command()
@option.database
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--read-only-demo", is_flag=True, help="For anybody: short queries, few rows, nothing written.")
@click.option("--base-url", default="/", show_default=True, metavar="PATH", help="The sub-path behind a proxy.")
@click.option(
    "--inbox",
    is_flag=False,
    flag_value=BESIDE,
    type=click.Path(path_type=Path),
    metavar="[FOLDER]",
    help="Texts may be pasted on a page, and facts corrected, on this machine alone; texts are filed in FOLDER"
    " [default: inbox/ in the corpus beside the database].",
)
def serve(db: Path, host: str, port: int, read_only_demo: bool, base_url: str, inbox: Path | None) -> None:
    """Browse the database in Datasette; an ingest may go on meanwhile.

    \b
    Examples:
      pipeline serve
      pipeline serve --db other.db --port 8002
      pipeline serve --inbox          texts may be pasted, and facts corrected
      pipeline serve --read-only-demo --base-url /wathiqa/    (docs/hosting.md)
    """
    from pipeline.site.inbox.desk import folder_beside
    from pipeline.site.serve import is_loopback, serve

    if not is_loopback(host):
        talk(
            f"Listening on {host}: whoever reaches this machine reads the database"
            + ("" if read_only_demo else "; --read-only-demo bounds what they may ask")
        )
    with suppress(KeyboardInterrupt):  # it is how one leaves
        serve(
            db,
            host,
            port,
            ready=lambda address: talk(f"Serving {db} at {address} (Ctrl-C ends it)"),
            public=read_only_demo,
            base_url=base_url,
            inbox=folder_beside(db) if inbox is not None and str(inbox) == BESIDE else inbox,
        )


@cli.command()
@click.argument("row_id", metavar="ID")
@option.database
@option.json
def explain(row_id: str, db: Path, as_json: bool) -> None:
    """Tell how a value was reached: words, sentence, rule, normalisation, what it leaned on.

    \b
    Examples:
      pipeline explain DOCUMENT.START-END.figure
      pipeline explain DOCUMENT.START-END.date --json

    The id of a row stands in the column id of its table (`pipeline serve`).
    """
    from pipeline import report
    from pipeline.explain import explain

    explanation = explain(db, row_id)
    if as_json:
        print_object({"id": explanation.id, "table": explanation.table, "parts": list(map(list, explanation.parts))})
    else:
        print_lines(report.explanation_lines(explanation))


@cli.command("why-not")
@click.argument("text")
@option.database
@option.json
def why_not(text: str, db: Path, as_json: bool) -> None:
    """Tell which rules saw a text, what they read, and what dropped it.

    \b
    Examples:
      pipeline why-not "1637 سريرا"
      pipeline why-not "الفصل 92 من الدستور" --json
    """
    from dataclasses import asdict

    from pipeline import report
    from pipeline.explain.why_not import why_not
    from pipeline.lexicon import load

    answer = why_not(text, db, load())
    if as_json:
        print_object(asdict(answer))
    else:
        print_lines(report.answer_lines(answer))


@cli.command()
@option.database
@click.option(
    "--as-of", type=option.Day(), metavar="DATE", help="The day for which promises are told [default: the newest]."
)
@option.json
def compare(db: Path, as_of: date | None, as_json: bool) -> None:
    """Compare the facts of all documents: conflicts, agreements, promises and what became of them, sums.

    \b
    Examples:
      pipeline compare
      pipeline compare --as-of 2026-02-01 --json

    An ingest does it too, for the newest day of publication.
    """
    from pipeline import report
    from pipeline.build import compare

    outcome = compare(db, as_of)
    if as_json:
        print_object(report.comparison_record(outcome))
    else:
        print_lines(report.comparison_lines(outcome))


@cli.command()
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False), default=option.DATABASE)
@option.json
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Tell what changed between two databases of one corpus: rows added, lost and changed, by rule.

    \b
    Examples:
      cp extracted/facts.db before.db; pipeline ingest --force; pipeline diff before.db
      pipeline diff before.db extracted/facts.db --json
    """
    from dataclasses import asdict

    from pipeline import report
    from pipeline.explain.difference import difference

    found = difference(old, new)
    if as_json:
        print_object(asdict(found))
    else:
        print_lines(report.difference_lines(found))


@cli.command()
@click.option("--format", "form", default="csv", show_default=True, metavar="FORMAT", help="One of the forms below.")
@click.option("--table", default="v_facts", show_default=True, help="The table or view (not for texts and calendars).")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file [default: standard output].")
@click.option("--headings", type=click.Choice(["codes", "ar", "en"]), help="Headings of the columns.")
@click.option("--site", default="http://127.0.0.1:8001", show_default=True, help="Where permanent links lead.")
@option.database
def export(form: str, table: str, out: Path | None, headings: str | None, site: str, db: Path) -> None:
    """Write a file for another tool, each row with its permanent link, its sentence and its source.

    \b
    csv            a table that Excel opens in Arabic
    xlsx           a workbook, right to left, with headings in Arabic
    jsonl          an object a line
    parquet        columns with types, for DuckDB, pandas and the like
    webannotation  W3C annotations of the texts, each anchored by its words
    conll          a token a line with what it belongs to
    ics            the days that promises fall due, for a calendar

    \b
    Examples:
      pipeline export --format xlsx --out facts.xlsx
      pipeline export --format jsonl --table v_figures
      pipeline export --format ics --out promises.ics
    """
    from pipeline.export import FORMATS, Export
    from pipeline.export import export as write

    if form not in FORMATS:
        raise UsageError(f"{form}: no such format", f"one of: {', '.join(FORMATS)}")
    count = write(db, Export(form, table, headings, site), out)
    talk(f"{count:,} rows" + (f" in {out}" if out else ""))


@cli.command()
@click.option(
    "--static", "out", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="The folder of the copy."
)
@option.database
@click.option(
    "--language",
    type=click.Choice(["ar", "fr", "en", "all"]),
    default="all",
    show_default=True,
    help="The languages of the pages.",
)
@click.option("--full-text", is_flag=True, help="Whole documents, for texts that you may publish.")
@click.option("--base-url", metavar="URL", help="Where the copy will stand: for its sitemap, feed and tables.")
@click.option(
    "--as-of", type=option.Day(), metavar="DATE", help="The day for which promises are told [default: the newest]."
)
@option.json
def publish(
    out: Path, db: Path, language: str, full_text: bool, base_url: str | None, as_of: date | None, as_json: bool
) -> None:
    """Write a static copy of the site: pages that open from a folder, with no server behind them.

    \b
    Examples:
      pipeline publish --static public/
      pipeline publish --static public/ --language fr --base-url https://example.org/wathiqa/

    Of documents the quoted sentences with their neighbours are shown, and the whole text with --full-text: articles
    belong to their newspapers.
    """
    from pipeline import report
    from pipeline.progress import counting
    from pipeline.site.publish import LANGUAGES, Wish, publish

    languages = LANGUAGES if language == "all" else (language,)
    with counting("publishing") as moved:
        outcome = publish(db, out, Wish(languages, full_text, base_url, as_of), moved)
    if as_json:
        print_object(report.publication_record(outcome))
    else:
        print_lines(report.publication_lines(outcome))
