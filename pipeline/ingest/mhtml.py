"""A page that a browser saved in one file (.mhtml): its HTML part, read like any page."""

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from itertools import islice

from pipeline.errors import SourceError
from pipeline.ingest import html
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import Source

PARTS = 5_000  # pictures and styles are parts too
_HINT = "save the page anew, or as .html"
_WEB = re.compile(r"https?://\S{1,2000}")


def read(source: Source, data: bytes) -> Reading:
    """The article of a saved page. Raises SourceError where there is no page, or no article in it."""
    try:
        message = message_from_bytes(data)
        page = next((part for part in islice(message.walk(), PARTS) if part.get_content_type() == "text/html"), None)
        body = page.get_payload(decode=True) if page is not None else None
    except (MessageError, RecursionError, LookupError, ValueError, TypeError) as error:
        raise SourceError(source.name, f"not a sound saved page: {type(error).__name__}", _HINT) from error
    if page is None or not isinstance(body, bytes) or not body.strip():
        raise SourceError(source.name, "no page in it", _HINT)
    return html.read(source, body, url=_address(message, page), charset=page.get_content_charset())


def _address(message: Message, page: Message) -> str | None:
    """Where the page was, as the browser noted it."""
    noted = (message.get("Snapshot-Content-Location"), page.get("Content-Location"))
    return next((match[0] for value in noted if value and (match := _WEB.match(str(value).strip()))), None)
