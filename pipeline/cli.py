"""The command: parse, call, echo."""

import json
import shlex
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

import pipeline
from pipeline.errors import CheckError, PipelineError, UsageError

DATABASE = Path("extracted/facts.db")
CORPUS = "corpus"


class Commands(click.Group):
    """A mistake of the user's ends in one line and its exit code, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say what went wrong."""
        try:
            return super().invoke(ctx)
        except PipelineError as error:
            _talk(f"pipeline: {' '.join(str(error).split())}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            _talk("pipeline: interrupted; what was finished is kept, the next run goes on from there")
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


_database = click.option(
    "--db",
    type=Database(path_type=Path, dir_okay=False),
    default=DATABASE,
    show_default=True,
    envvar="PIPELINE_DB",
    help="The database.",
)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
_published = click.option(
    "--published",
    type=Day(),
    metavar="DATE",
    help="Day of publication, where nothing else says it; kept until another is given.",
)
_names = click.option(
    "--names",
    type=click.Choice(["rules", "recogniser", "camel"]),
    default="recogniser",
    show_default=True,
    help="What adds names to those that rules read: nothing, the model that comes along, or camel-tools' model.",
)
_country = click.option("--country", type=Country(), help="ISO 3166 country of the publisher [default: MA].")


_ocr = click.option(
    "--ocr",
    type=click.Choice(["auto", "never", "always"]),
    default="auto",
    show_default=True,
    help="Which pages of a PDF are read from their pictures: those whose text layer is unusable, none, or all.",
)


def _talk(line: str = "") -> None:
    """To a person: standard error."""
    click.echo(line, err=True)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _object(record: object) -> None:
    click.echo(json.dumps(record, ensure_ascii=False))


def _db_option(db: Path) -> str:
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


@cli.command()
@click.argument("arguments", metavar="[PATH|URL|-]...", nargs=-1)
@_database
@_published
@click.option("--publisher", metavar="NAME", help="Who published, where nothing else says it.")
@_country
@_names
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read at once.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--force", is_flag=True, help="Redo what has not changed.")
@click.option("--reextract", is_flag=True, help="Read the stored texts again, not the sources (all, or those named).")
@click.option("--prune", is_flag=True, help="Remove documents whose source is gone.")
@click.option("--feed", is_flag=True, help="The arguments are RSS or Atom feeds or sitemaps: read the pages they list.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Pages of a feed that are read.")
@click.option("--private", is_flag=True, help="Hosts of a private network may be asked.")
@_ocr
@_json
@click.option("--quiet", is_flag=True, help="Say only what failed.")
def ingest(
    arguments: tuple[str, ...],
    db: Path,
    published: date | None,
    publisher: str | None,
    country: str | None,
    names: str,
    jobs: int,
    dry_run: bool,
    force: bool,
    reextract: bool,
    prune: bool,
    feed: bool,
    limit: int,
    private: bool,
    ocr: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read files, folders, zips, JSON lines or pages into the database (default: corpus/).

    \b
    Examples:
      pipeline ingest
      pipeline ingest articles/ --publisher "الصحيفة" --published 2025-12-30
      pipeline ingest press.jsonl --db press.db --jobs 2
      pipeline ingest --feed https://example.org/feed --limit 20
      pipeline ingest --names rules   only names that a rule reads
    """
    from pipeline import report
    from pipeline.build import Options, Reach, ingest
    from pipeline.progress import bar
    from pipeline.records import Metadata

    known = Metadata(publisher=publisher, country=country, published_on=published)
    reach = Reach(feed=feed, limit=limit, private=private)
    options = Options(
        known,
        jobs=jobs,
        dry_run=dry_run,
        force=force,
        reextract=reextract,
        prune=prune,
        reach=reach,
        names=names,
        ocr=ocr,
    )
    with bar(quiet=quiet) as progress:
        summary = ingest(arguments or (() if reextract else (CORPUS,)), db, options, progress)
    if as_json:
        _object(report.summary_record(summary))
    elif quiet:
        for line in report.failure_lines(summary):
            _talk(line)
    else:
        _lines(report.summary_lines(summary, _db_option(db)))
    sys.exit(report.exit_code(summary))


@cli.command()
@click.argument("source")
@click.option("--no-repair", is_flag=True, help="Leave a damaged text as it came.")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Write .txt and .json into a folder.")
@_ocr
@_json
def read(source: str, no_repair: bool, to: Path | None, ocr: str, as_json: bool) -> None:
    """Print the text that a reader recovers from a file, a page or `-`; with --json tables, boxes, pages and repairs.

    \b
    Examples:
      pipeline read corpus/nador-port.html
      pipeline read decree.pdf --json
      pipeline read decrees/ --to read/
    """
    from pipeline import face, paper, report

    for document in face.documents(source, mended=not no_repair, ocr=ocr):
        for line in report.page_lines(document):
            _talk(line)
        if to:
            for path in paper.write(document, report.document_record(document), to):
                _talk(str(path))
        elif as_json:
            _object(report.document_record(document))
        else:
            click.echo(document.text, nl=not document.text.endswith("\n"))
            if document.repairs:
                _talk(report.repairs_line(document))


@cli.command()
@click.argument("source", default="-")
@_published
@_country
@_names
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "timeml"]),
    default="text",
    show_default=True,
    help="Lines for people, JSON lines, or the text as TimeML with its times marked.",
)
def extract(source: str, published: date | None, country: str | None, names: str, form: str) -> None:
    """Print what is found in a text, without a database.

    \b
    Examples:
      echo "تضم الجهة 22 مستشفى" | pipeline extract
      pipeline extract article.txt --published 2025-12-30 --format jsonl
      pipeline extract article.txt --format timeml
    """
    from pipeline import face, report
    from pipeline.records import Metadata
    from pipeline.timeml import timeml

    for document in face.documents(source, Metadata(published_on=published, country=country)):
        if form == "timeml":
            click.echo(timeml(document, face.mentions(document, names)), nl=False)
            continue
        for mention in face.mentions(document, names):
            if form == "jsonl":
                _object({"doc": document.source, **report.mention_record(mention)})
            else:
                click.echo(report.mention_line(mention))


@cli.command()
@_database
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="The port; 0 takes a free one."
)
def serve(db: Path, host: str, port: int) -> None:
    """Browse the database in Datasette; an ingest may go on meanwhile.

    \b
    Examples:
      pipeline serve
      pipeline serve --db other.db --port 8002
    """
    from pipeline.site.serve import serve

    with suppress(KeyboardInterrupt):  # it is how one leaves
        serve(db, host, port, ready=lambda address: _talk(f"Serving {db} at {address} (Ctrl-C ends it)"))


@cli.command()
@_database
@_json
def verify(db: Path, as_json: bool) -> None:
    """Read the sources again and prove every span of the database.

    \b
    Examples:
      pipeline verify
      pipeline verify --db other.db --json
    """
    from pipeline import report
    from pipeline.verify import verify

    outcome = verify(db)
    if as_json:
        _object(report.verification_record(outcome))
    else:
        _lines(report.verification_lines(outcome))
    if outcome.problems:
        raise CheckError(f"{len(outcome.problems)} problems in {db}", "each is listed with what to do about it")


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path))
@_database
@click.option("--predictions", type=click.Path(path_type=Path), help="JSON lines of any tool, instead of a database.")
@click.option("--floors", type=click.Path(path_type=Path), help="A file of least scores: exit 5 below one.")
@click.option("--update", is_flag=True, help="Set the floors to these scores.")
@click.option("--allow-regression", is_flag=True, help="With --update: a floor may sink.")
@_json
def evaluate(
    gold: Path,
    db: Path,
    predictions: Path | None,
    floors: Path | None,
    update: bool,
    allow_regression: bool,
    as_json: bool,
) -> None:
    """Compare what was found with gold: precision, recall and F1 per kind, the rules that err, the worst errors.

    \b
    Examples:
      pipeline evaluate tests/gold/seeds.jsonl --db extracted/facts.db
      pipeline evaluate gold.jsonl --predictions other-tool.jsonl --json
      pipeline evaluate tests/gold/seeds.jsonl --floors tests/floors.json --update
    """
    from pipeline import report
    from pipeline.evaluate import evaluate, floor, read_database, read_gold, read_predictions

    if (update or allow_regression) and not floors:
        raise UsageError("--update needs --floors", "name the file, as --floors tests/floors.json")
    items, digest = read_gold(gold)
    found = read_predictions(predictions) if predictions else read_database(db)
    outcome = evaluate(items, found, gold.name, digest)
    if floors and update:
        floor.update(outcome, floors, allow_regression=allow_regression)
        _talk(f"floors set in {floors}")
    if as_json:
        _object(report.evaluation_record(outcome))
    else:
        _lines(report.evaluation_lines(outcome))
    if floors and not update:
        floor.check(outcome, floors)


@cli.command()
@click.argument("row_id", metavar="ID")
@_database
@_json
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
        _object({"id": explanation.id, "table": explanation.table, "parts": list(map(list, explanation.parts))})
    else:
        _lines(report.explanation_lines(explanation))


@cli.command("why-not")
@click.argument("text")
@_database
@_json
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
        _object(asdict(answer))
    else:
        _lines(report.answer_lines(answer))


@cli.command()
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False), default=DATABASE)
@_json
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
        _object(asdict(found))
    else:
        _lines(report.difference_lines(found))


@cli.command()
@click.option("--format", "form", default="csv", show_default=True, metavar="FORMAT", help="One of the forms below.")
@click.option("--table", default="v_facts", show_default=True, help="The table or view (not for texts and calendars).")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file [default: standard output].")
@click.option("--headings", type=click.Choice(["codes", "ar", "en"]), help="Headings of the columns.")
@click.option("--site", default="http://127.0.0.1:8001", show_default=True, help="Where permanent links lead.")
@_database
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
    _talk(f"{count:,} rows" + (f" in {out}" if out else ""))


@cli.command()
@_database
@click.option("--as-of", type=Day(), metavar="DATE", help="The day for which promises are told [default: the newest].")
@_json
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
        _object(report.comparison_record(outcome))
    else:
        _lines(report.comparison_lines(outcome))


@cli.command("set")
@click.argument("document")
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1, required=True)
@_database
def set_(document: str, pairs: tuple[str, ...], db: Path) -> None:
    """Write what is known of a document (published_on, title, publisher, url, country...) into its manifest.

    \b
    Examples:
      pipeline set corpus/undated-market.txt published_on=2025-11-02
      pipeline set DOCUMENT publisher="الصحيفة" country=MA

    DOCUMENT is its file, or its id in the table documents (`pipeline serve`).
    """
    from pipeline.known import set_known

    file, manifest = set_known(document, pairs, db)
    _talk(f"written to {manifest}; now: pipeline ingest {shlex.quote(str(file))}{_db_option(db)}")


@cli.command()
@click.argument("row_id", metavar="ID")
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1, required=True)
@click.option("--why", required=True, metavar="REASON", help="Why it is wrong; it is shown beside the correction.")
@click.option("--author", metavar="NAME", help="Who says so.")
@_database
def correct(row_id: str, pairs: tuple[str, ...], why: str, author: str | None, db: Path) -> None:
    """Correct what was read: a line of corrections.jsonl beside the corpus, which holds at each ingest.

    \b
    Examples:
      pipeline correct DOCUMENT.START-END.figure value=1637 unit=bed --why "the text says 1637"
      pipeline correct DOCUMENT.START-END.figure.1 status=planned --why "it has not begun"
      pipeline correct DOCUMENT.START-END.figure reject=1 --why "a page number"
      pipeline correct DOCUMENT published_on=2025-12-30 --why "from the printed page"
      pipeline correct ENTITY merge=OTHER_ENTITY --why "one person under two spellings"
    """
    from pipeline.correction import write_correction

    path, made = write_correction(row_id, pairs, why, author, db)
    _talk(f"{len(made)} written to {path}; now: pipeline ingest {shlex.quote(str(path.parent))}{_db_option(db)}")


@cli.command()
@click.argument("document", metavar="SOURCE|ID")
@_database
def remove(document: str, db: Path) -> None:
    """Take a document, and the versions that it replaced, out of the database. Its file stays where it is.

    \b
    Examples:
      pipeline remove corpus/undated-market.txt
      pipeline remove ID --db other.db

    An id stands in the table documents (`pipeline serve`).
    """
    from pipeline.build import remove

    _talk(f"documents removed: {remove(db, document)}")


@cli.command()
@_database
@_json
def doctor(db: Path, as_json: bool) -> None:
    """Say what is installed, what is missing, and what that costs.

    \b
    Examples:
      pipeline doctor
      pipeline doctor --json
    """
    from dataclasses import asdict

    from pipeline import report
    from pipeline.doctor import examine

    findings = examine(db)
    if as_json:
        _object({"findings": [asdict(finding) for finding in findings]})
    else:
        _lines(report.finding_lines(findings))


def main() -> NoReturn:
    """The entry point."""
    cli(prog_name="pipeline")
    sys.exit()
