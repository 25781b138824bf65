"""Keeping it right: set, correct, remove, verify, evaluate, doctor."""

import shlex
from pathlib import Path

import click

from pipeline.cli import option
from pipeline.cli.group import cli, db_option, print_lines, print_object, talk
from pipeline.errors import CheckError, UsageError


@cli.command("set")
@click.argument("document")
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1, required=True)
@option.database
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
    talk(f"written to {manifest}; now: pipeline ingest {shlex.quote(str(file))}{db_option(db)}")


@cli.command()
@click.argument("row_id", metavar="ID")
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1, required=True)
@click.option("--why", required=True, metavar="REASON", help="Why it is wrong; it is shown beside the correction.")
@click.option("--author", metavar="NAME", help="Who says so.")
@option.database
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
    talk(f"{len(made)} written to {path}; now: pipeline ingest {shlex.quote(str(path.parent))}{db_option(db)}")


@cli.command()
@click.argument("document", metavar="SOURCE|ID")
@option.database
def remove(document: str, db: Path) -> None:
    """Take a document, and the versions that it replaced, out of the database. Its file stays where it is.

    \b
    Examples:
      pipeline remove corpus/undated-market.txt
      pipeline remove ID --db other.db

    An id stands in the table documents (`pipeline serve`).
    """
    from pipeline.build import remove

    talk(f"documents removed: {remove(db, document)}")


@cli.command()
@option.database
@option.json
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
        print_object(report.verification_record(outcome))
    else:
        print_lines(report.verification_lines(outcome))
    if outcome.problems:
        raise CheckError(f"{len(outcome.problems)} problems in {db}", "each is listed with what to do about it")


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path))
@option.database
@click.option("--predictions", type=click.Path(path_type=Path), help="JSON lines of any tool, instead of a database.")
@click.option("--floors", type=click.Path(path_type=Path), help="A file of least scores: exit 5 below one.")
@click.option("--update", is_flag=True, help="Set the floors to these scores.")
@click.option("--allow-regression", is_flag=True, help="With --update: a floor may sink.")
@option.json
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
        talk(f"floors set in {floors}")
    if as_json:
        print_object(report.evaluation_record(outcome))
    else:
        print_lines(report.evaluation_lines(outcome))
    if floors and not update:
        floor.check(outcome, floors)


@cli.command()
@option.database
@option.json
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
        print_object({"findings": [asdict(finding) for finding in findings]})
    else:
        print_lines(report.finding_lines(findings))
