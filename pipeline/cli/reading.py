"""From sources to the database, or to the terminal: ingest, read, extract."""

import sys
from datetime import date
from pathlib import Path

import click

from pipeline.cli import option
from pipeline.cli.group import cli, db_option, print_lines, print_object, talk

CORPUS = "corpus"


@cli.command()
@click.argument("arguments", metavar="[PATH|URL|-]...", nargs=-1)
@option.database
@option.published
@click.option("--publisher", metavar="NAME", help="Who published, where nothing else says it.")
@option.country
@option.names
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read at once.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--force", is_flag=True, help="Redo what has not changed.")
@click.option("--reextract", is_flag=True, help="Read the stored texts again, not the sources (all, or those named).")
@click.option("--prune", is_flag=True, help="Remove documents whose source is gone.")
@click.option("--feed", is_flag=True, help="The arguments are RSS or Atom feeds or sitemaps: read the pages they list.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Pages of a feed that are read.")
@click.option("--private", is_flag=True, help="Hosts of a private network may be asked.")
@option.ocr
@option.json
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
        print_object(report.summary_record(summary))
    elif quiet:
        for line in report.failure_lines(summary):
            talk(line)
    else:
        print_lines(report.summary_lines(summary, db_option(db)))
    sys.exit(report.exit_code(summary))


@cli.command()
@click.argument("source")
@click.option("--no-repair", is_flag=True, help="Leave a damaged text as it came.")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Write .txt and .json into a folder.")
@option.ocr
@option.json
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
            talk(line)
        if to:
            for path in paper.write(document, report.document_record(document), to):
                talk(str(path))
        elif as_json:
            print_object(report.document_record(document))
        else:
            click.echo(document.text, nl=not document.text.endswith("\n"))
            if document.repairs:
                talk(report.repairs_line(document))


@cli.command()
@click.argument("source", default="-")
@option.published
@option.country
@option.names
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
                print_object({"doc": document.source, **report.mention_record(mention)})
            else:
                click.echo(report.mention_line(mention))
