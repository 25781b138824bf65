"""What a static copy came to."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipeline.report.line import isolated
from pipeline.site.publish import Published


def publication_lines(outcome: Published) -> Iterator[str]:
    """How much was written and where, how fast, and where to begin reading."""
    size = outcome.bytes / 1_000_000
    yield f"{outcome.pages:,} pages, {outcome.files:,} files, {size:,.1f} MB in {outcome.seconds:,.1f} s"
    yield f"{outcome.pages / max(outcome.seconds, 0.1):,.0f} pages a second"
    yield f"{outcome.shown:.0%} of the characters of the documents can be read in it"
    if outcome.missing:
        yield f"pages that this site does not have: {', '.join(outcome.missing)}"
    yield f"open {isolated(str(outcome.folder / 'index.html'))}"


def publication_record(outcome: Published) -> dict[str, Any]:
    """The same as one object."""
    speed = round(outcome.pages / max(outcome.seconds, 0.1), 1)
    return {**asdict(outcome), "folder": str(outcome.folder), "pages_per_second": speed}
