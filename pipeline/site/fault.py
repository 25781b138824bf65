"""What a page says when a request cannot be answered: in Arabic, and a mistake of the reader's is no fault of ours."""

import re
import sqlite3
from collections.abc import Generator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from datasette import Request
from markupsafe import Markup

from pipeline.site.hook import hookimpl
from pipeline.site.language import translate

# What Datasette and SQLite say of a request, how we say it, and whether their words tell more than ours.
_KNOWN = tuple(
    (re.compile(english), arabic, detailed)
    for english, arabic, detailed in (
        (r"No such document", "لا توجد وثيقة بهذا المعرّف.", False),
        (r"(?:Record not found|No row has this id|No such row)", "لا يوجد سطر بهذا المعرّف.", False),
        (r"No such page", "لا صورة لهذه الصفحة: لم يعد الملف في مكانه كما قُرئ.", False),
        (r"Table not found", "لا يوجد جدول ولا سؤال بهذا الاسم.", False),
        (r"(?:Invalid database|Database not found|No database of documents)", "لا توجد صفحة بهذا العنوان.", False),
        (r"The inbox is closed", "إضافة النصوص مغلقة في هذا الموقع: يفتحها من يشغّله على آلته.", False),
        (r"No such ticket", "لا شيء ينتظر تحت هذا الرقم: قد يكون الموقع أُعيد تشغيله.", False),
        (r"The form comes from another site", "أُرسلت هذه الاستمارة من موقع آخر، فلم تُقبل.", False),
        (r"404\b", "لا توجد صفحة بهذا العنوان.", False),
        (r"Method not allowed", "لا تُطلب هذه الصفحة بهذه الطريقة.", False),
        (r"(?:Forbidden|403\b|Permission denied)", "هذه الصفحة غير متاحة.", False),
        (r"(?i:.*csrf|form-urlencoded POST|Unknown content-type)", "انتهت صلاحية النموذج: افتح صفحته من جديد.", False),
        (r"SQL query took too long", "استغرق الاستعلام أكثر مما يُسمح به.", False),
        (r"Statement must be a SELECT", "يجب أن يبدأ الاستعلام بكلمة select: القاعدة للقراءة فقط.", False),
        (r"You can only execute one statement", "لا يُنفَّذ إلا استعلام واحد في كل مرة.", False),
        (r"no such table", "في الاستعلام جدول لا وجود له.", True),
        (r"(?:no such column|_(?:no)?col=)", "لا يوجد عمود بهذا الاسم.", True),
        (r"no such function", "في الاستعلام دالة لا وجود لها.", True),
        (r"(?:near |unrecognized token|incomplete input|unterminated string)", "في الاستعلام خطأ في الكتابة.", True),
        (r"Cannot (?:sort table by|use _sort)", "لا يمكن الترتيب بهذا العمود.", True),
        (r"Too many facets", "تصنيفات أكثر مما يُحسب في صفحة واحدة.", False),
        (r"Too many pages", "صفحات أبعد مما يُتصفح: قيّد الصفوف أو نزّلها ملفا.", False),
        (r"Too long an address", "السؤال أطول مما يُقبل.", False),
        (r"_size must be", "حجم الصفحة غير مقبول.", False),
        (r"Cannot understand this address", "في عنوان الصفحة قيمة لا تُفهم.", True),
    )
)
# Said with a status of 500, though only the address is wrong.
_MISTAKES = re.compile(r"Cannot sort table by|Cannot use _sort|Invalid _through")
_LENGTH = 300
_PASSING = "pipeline.site.counted"  # hands Datasette's questions on


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, in the language of the page where we know it, and the words it was said in where they add."""

    said: str | None
    detail: str


def fault(error: object) -> Fault:
    """`Table not found` -> `لا يوجد جدول ولا سؤال بهذا الاسم.`; what nobody translated keeps its own words."""
    # One message of Datasette's is a page with a script in it.
    english = error.striptags() if isinstance(error, Markup) else str(error)
    for known, arabic, detailed in _KNOWN:
        if known.match(english):
            return Fault(translate(arabic), english[:_LENGTH] if detailed else "")
    return Fault(None, english[:_LENGTH])


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Request, exception: Exception) -> Generator[None, Any, None]:
    """Answer an address that cannot be understood with 400 and no traceback; leave all else to Datasette."""
    outcome = yield
    said = _mistake(request, exception)
    if said is not None:
        # Here and not above: loading Datasette loads its plugins, of which this package is one.
        from datasette.handle_exception import handle_exception as page  # noqa: PLC0415
        from datasette.utils.asgi import BadRequest  # noqa: PLC0415

        outcome.force_result([page(datasette, request, BadRequest(said))])


def _mistake(request: Request, exception: Exception) -> str | None:
    """What the reader wrote wrong after the `?` of an address; None where the fault is not theirs."""
    if not request.query_string or _is_ours(exception.__traceback__):
        return None
    if isinstance(exception, (sqlite3.ProgrammingError, sqlite3.IntegrityError)):
        return str(exception)
    if isinstance(exception, (ValueError, KeyError, TypeError, OverflowError)):
        return f"Cannot understand this address: {exception}"
    message = str(getattr(exception, "message", ""))
    return message if _MISTAKES.match(message) else None


def _is_ours(trace: TracebackType | None) -> bool:
    """Whether code of ours was at work: its errors are told in full."""
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("pipeline.") and name != _PASSING:
            return True
        trace = trace.tb_next
    return False
