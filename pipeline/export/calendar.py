"""iCalendar (RFC 5545): the days that promises fall due, for a reporter's calendar."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from pipeline.export.sheet import opened
from pipeline.store.opening import open_database

_DUE = """
SELECT promises.id, due_on, state, as_of, explanation, facts.quote, promises.fact_id, documents.source, documents.url
FROM promises JOIN facts ON facts.id = promises.fact_id JOIN documents ON documents.id = facts.document_id
WHERE due_on IS NOT NULL ORDER BY due_on, promises.id
"""
_OCTETS = 73  # of a line, its line end and the space of its continuation aside


def write(database: Path, out: Path | None, site: str) -> int:
    """An event of one day for every promise; how many."""
    with closing(open_database(database, create=False).conn) as db, opened(out, newline="") as file:
        db.row_factory = None
        rows = db.execute(_DUE).fetchall()
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wathiqa//promises//AR", "CALSCALE:GREGORIAN"]
        for identity, due, state, as_of, explanation, quote, fact, source, url in rows:
            day = date.fromisoformat(due)
            lines += [
                "BEGIN:VEVENT",
                f"UID:{identity}@wathiqa",
                f"DTSTAMP:{as_of.replace('-', '')}T000000Z",
                f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{_text(explanation)}",
                f"DESCRIPTION:{_text(f'«{quote}» ({url or source})')}",
                f"URL:{site.rstrip('/')}/-/fact/{fact}",
                f"CATEGORIES:{state.upper()}",
                "END:VEVENT",
            ]
        lines.append("END:VCALENDAR")
        file.write("".join(_folded(line) for line in lines))
    return len(rows)


def _text(words: str) -> str:
    """A value of type TEXT: commas, semicolons, backslashes and line ends are escaped, control characters go."""
    plain = "".join(char for char in words if char.isprintable() or char == "\n")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of no more than 75 octets, and the rest on lines that begin with a space."""
    parts, held, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _OCTETS:
            parts.append(held)
            held, size = "", 0
        held += char
        size += width
    return "\r\n ".join([*parts, held]) + "\r\n"
