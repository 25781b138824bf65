"""A form as a browser sends it: read no further than its limit, and taken apart (multipart/form-data)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from datasette import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from pipeline.ingest import LIMIT

if TYPE_CHECKING:  # it is there for type checkers alone
    from python_multipart.multipart import MultipartCallbacks

ROOM = LIMIT + 1024 * 1024  # bytes of a form: a document of the largest size, and what is said of it
_FIELDS = 32
_DRAINED = 8 * LIMIT  # what is let pass unread, so that the browser waits for our answer


class NoFormError(Exception):
    """What was sent is no form of ours; `status` is HTTP's."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


@dataclass(slots=True)
class Part:
    """A part of a form: the field's name, the file's where it is one, and its bytes."""

    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list, repr=False)

    @property
    def data(self) -> bytes:
        """The bytes."""
        return b"".join(self.pieces)

    @property
    def called(self) -> tuple[str, str | None]:
        """The names of the field and of the file."""
        told = next((value for name, value in self.headers if name.lower() == b"content-disposition"), b"")
        _, options = parse_options_header(told)
        name, file = options.get(b"name", b""), options.get(b"filename")
        return name.decode("utf-8", "replace"), None if file is None else file.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, and its file with the name that its reader's machine calls it."""

    fields: dict[str, str]
    file: bytes = field(default=b"", repr=False)
    file_name: str = ""


async def read_form(request: Request) -> Form:
    """The form of a request. Raises NoFormError where it is too large or is none."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise NoFormError(415, "This is no form")
    body = await _body(request)
    collected = _Collected()
    try:
        parser = MultipartParser(boundary, collected.callbacks, max_size=ROOM)
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise NoFormError(400, "This is no form") from error
    return _form(collected.parts)


async def _body(request: Request) -> bytes:
    """The bytes of a request. What is too large is not kept, but let pass: a browser that still sends hears nothing."""
    told = request.headers.get("content-length", "0")
    large = not told.isdecimal() or int(told[:19]) > ROOM
    pieces: list[bytes] = []
    size, more = 0, True
    while more and size <= _DRAINED:
        event = await request.receive()
        if event["type"] != "http.request":
            raise NoFormError(400, "This is no form")
        piece, more = event.get("body", b""), event.get("more_body", False)
        size += len(piece)
        large = large or size > ROOM
        if large:
            pieces.clear()
        else:
            pieces.append(piece)
    if large:
        raise NoFormError(413, "This is too large")
    return b"".join(pieces)


class _Collected:
    """The parts that the parser comes upon."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._name = self._value = b""
        self.callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_part_data": self._data,
            "on_header_field": self._field,
            "on_header_value": self._told,
            "on_header_end": self._end,
        }

    def _begin(self) -> None:
        if len(self.parts) >= _FIELDS:
            raise NoFormError(400, "This is no form")
        self.parts.append(Part())

    def _data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].pieces.append(data[start:end])

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _told(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end(self) -> None:
        self.parts[-1].headers.append((self._name, self._value))
        self._name = self._value = b""


def _form(parts: list[Part]) -> Form:
    fields: dict[str, str] = {}
    file, called = b"", ""
    for part in parts:
        name, file_name = part.called
        if file_name is None:
            fields.setdefault(name, part.data.decode("utf-8", "replace"))
        elif part.data and not file:  # a form whose reader chose no file sends one without a name
            file, called = part.data, file_name
    return Form(fields, file, called)
