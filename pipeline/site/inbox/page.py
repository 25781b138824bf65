"""The page of the paste box: a text and what is known of it go in, and its reader is led to its facts."""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from datasette import NotFound, Request, Response

from pipeline.build import Failure
from pipeline.ingest import LIMIT
from pipeline.site.asking import one, rows
from pipeline.site.inbox import clerk, guard
from pipeline.site.inbox.desk import Desk, Job
from pipeline.site.inbox.entry import COUNTRIES, LENGTHS, entry
from pipeline.site.inbox.form import NoFormError, read_form
from pipeline.site.inbox.paper import Paper, alike
from pipeline.site.inbox.reason import said
from pipeline.site.language import translate
from pipeline.site.words import label

PATH, WAITING = "/-/paste", "/-/waiting"
PATIENCE = 20.0  # seconds that a browser waits for its page before it is shown that it waits
_STEP = 0.05
_RESTS = 60  # steps that the card of a corrected fact is waited for
_STANDS = "select 1 from documents where id = :id and superseded_by is null"
# What stands in a file: `a.zip!b.txt`, `press.jsonl#7`.
_HELD = "select 1 from sources where source >= :first and source < :last limit 1"
_PUBLISHERS = "select publisher from documents where publisher > '' group by 1 order by count(*) desc, 1 limit 50"
_KNOWN = "هذا النص موجود من قبل في القاعدة، وهذه وثيقته."
_TAKEN = "أُضيف النص، وهذا ما وُجد فيه."
_SEVERAL = "أُضيفت وثائق الملف؛ وما تعذر منها مذكور في «مصادر تعذرت قراءتها»."
_CORRECTED = "حُفظ التصحيح وطُبّق."
EXPIRED = "انتهت صلاحية هذه الصفحة: أعد الإرسال."
LARGE = "الملف أكبر مما يُقبل: قسمه أو انسخ نصه."
BUSY = "ينتظر القراءة كثير من النصوص: أعد المحاولة بعد قليل."
NO_FORM = "لم يُفهم ما أُرسل."


def desk(datasette: Any) -> Desk:
    """The desk of this site. Raises NotFound where it has none."""
    found: Desk | None = datasette.jinja_env.globals.get("inbox")
    if found is None:
        raise NotFound("The inbox is closed")
    return found


def _db(datasette: Any) -> Any:
    return datasette.get_database(datasette.jinja_env.globals["facts_database"])


async def paste(request: Request, datasette: Any) -> Response:
    """The form, or what becomes of what was sent with it."""
    at = desk(datasette)
    if datasette.jinja_env.globals.get("facts_database") is None:
        raise NotFound("No database of documents is served")
    if request.method != "POST":
        return await _form(request, datasette, _Told())
    guard.check_origin(request)
    try:
        form = await read_form(request)
    except NoFormError as error:
        return await _form(request, datasette, _Told(error.status, {"": LARGE if error.status == 413 else NO_FORM}))
    if not guard.has_token(request, form.fields.get("csrftoken", "")):
        return await _form(request, datasette, _Told(403, {"": EXPIRED}, form.fields))
    read = entry(form)
    if read.paper is None:
        return await _form(request, datasette, _Told(400, read.wrong, form.fields, read.said))
    return await _taken(request, datasette, at, read.paper, form.fields)


async def _taken(request: Request, datasette: Any, at: Desk, paper: Paper, fields: dict[str, str]) -> Response:
    name = datasette.jinja_env.globals["facts_database"]
    known = await _known(_db(datasette), at, paper)
    leads_to = _document(datasette, known or paper.document_id)
    if paper.holds_several:
        listed = urlencode({"source__startswith": str(clerk.place(paper, at.folder))})
        leads_to = f"{datasette.urls.table(name, 'v_documents')}?{listed}"
    if known:
        datasette.add_message(request, translate(_KNOWN))
        return Response.redirect(leads_to, status=303)
    awaits = "" if paper.holds_several else paper.document_id
    work = (clerk.take, paper, at.folder, at.database)
    job = at.hand(paper.document_id, leads_to, fields, *work, awaits=awaits)
    if job is None:
        return await _form(request, datasette, _Told(503, {"": BUSY}, fields))
    return await waited(request, datasette, job) or await refused(request, datasette, job)


async def ticket(request: Request, datasette: Any) -> Response:
    """What became of something that was handed in: it is waited for, or its reader is led to it."""
    job = desk(datasette).job(request.url_vars["ticket"])
    if job is None:
        raise NotFound("No such ticket")
    return await waited(request, datasette, job, at_once=True) or await refused(request, datasette, job)


async def waited(request: Request, datasette: Any, job: Job, *, at_once: bool = False) -> Response | None:
    """Lead to what was handed in once it is done, or to a page that waits; None where it could not be done."""
    if not await _settled(_db(datasette), job, 0 if at_once else PATIENCE):
        if not at_once:
            return Response.redirect(datasette.urls.path(f"{WAITING}/{job.ticket}"), status=303)
        return Response.html(await datasette.render_template("paste_wait.html", {"job": job}, request=request))
    if job.done and job.failure is not None:
        return None
    if not job.is_paper:
        await _rested(desk(datasette))
    told = _TAKEN if job.awaits else _SEVERAL if job.is_paper else _CORRECTED
    datasette.add_message(request, translate(told))
    return Response.redirect(job.leads_to, status=303)


async def _settled(db: Any, job: Job, patience: float) -> bool:
    """Whether it is done within that time; a document may be looked at before it is compared with the others."""
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    while not job.done and not (job.awaits and await _stands(db, job.awaits)):
        if loop.time() >= until:
            return False
        await asyncio.sleep(_STEP)
    return True


async def _rested(at: Desk) -> None:
    """Wait a little for the comparison with other documents, which the card of a fact shows."""
    for _ in range(_RESTS):
        if at.rests:
            return
        await asyncio.sleep(_STEP)


async def refused(request: Request, datasette: Any, job: Job) -> Response:
    """Why it could not be done: over the form again, with what its reader wrote."""
    failure = job.failure or Failure("", "", "", "")
    arabic, english = said(failure.error, failure.hint)
    if job.is_paper:
        return await _form(request, datasette, _Told(422, {"": arabic}, job.fields, english))
    shown = {"arabic": translate(arabic), "english": english, "back": job.leads_to}
    page = await datasette.render_template("paste_failed.html", shown, request=request)
    return Response.html(page, status=422)


async def _known(db: Any, at: Desk, paper: Paper) -> str | None:
    """The document that a paper holds, where it is in the database already; a file of several, by its own name."""
    if paper.holds_several:
        path = str(clerk.place(paper, at.folder))
        return paper.document_id if await one(db, _HELD, {"first": f"{path}!", "last": f"{path}$"}) else None
    same = {paper.document_id} | (alike(paper.data) if paper.suffix == ".txt" else set())
    standing = [each for each in sorted(same) if await _stands(db, each)]
    return standing[0] if standing else None


async def _stands(db: Any, document: str) -> bool:
    return await one(db, _STANDS, {"id": document}) is not None


def _document(datasette: Any, document: str) -> str:
    return str(datasette.urls.path(f"/-/document/{document}"))


@dataclass(frozen=True, slots=True)
class _Told:
    """Told over the form: HTTP's status, what is wrong in each field, its reader's words, our own in English."""

    status: int = 200
    wrong: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    english: str = ""


async def _form(request: Request, datasette: Any, told: _Told) -> Response:
    shown = {
        "wrong": {name: translate(text) for name, text in told.wrong.items()},
        "english": told.english,
        "fields": told.fields,
        "lengths": LENGTHS,
        "limit": LIMIT,
        "publishers": [row["publisher"] for row in await rows(_db(datasette), _PUBLISHERS)],
        "countries": sorted((label("country", code), code) for code in COUNTRIES),
    }
    page = await datasette.render_template("paste.html", shown, request=request)
    return Response.html(page, status=told.status)
