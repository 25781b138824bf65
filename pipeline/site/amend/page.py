"""The page that corrects a fact: what would change, the line that says so, and, with an inbox, the storing of it."""

import asyncio
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datasette import NotFound, Request, Response

from pipeline.correct import REJECT
from pipeline.correction import draft_correction
from pipeline.errors import UsageError
from pipeline.ingest import dated, written
from pipeline.site import fact as facts
from pipeline.site.amend import choice
from pipeline.site.amend.draft import LENGTHS, Draft, draft
from pipeline.site.inbox import clerk, guard
from pipeline.site.inbox.form import NoFormError, read_form
from pipeline.site.inbox.page import BUSY, EXPIRED, LARGE, NO_FORM, desk, refused, waited
from pipeline.site.language import translate

PATH = "/-/correct"
_FIELDS = (*choice.FIELDS, REJECT, "place_id", "double", "into", "into_id", "why", "author")
_REFUSED = "لا يُقبل هذا التصحيح."


async def correct(request: Request, datasette: Any) -> Response:
    """What a reader says of a fact: shown as the line that says so; stored and applied where a token comes with it."""
    name = datasette.jinja_env.globals.get("facts_database")
    if name is None:
        raise NotFound("No database of documents is served")
    await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
    shown = await facts.page(datasette.get_database(name), request.url_vars["id"])
    if shown is None:
        raise NotFound("No row has this id")
    if request.method == "POST":
        return await _stored(request, datasette, shown)
    said = {field: _line(request.args.get(field)) for field in _FIELDS if request.args.get(field) is not None}
    return await _page(request, datasette, shown, said)


def _line(value: str | None) -> str:
    return " ".join((value or "").split())


async def _stored(request: Request, datasette: Any, shown: dict[str, Any]) -> Response:
    at = desk(datasette)
    guard.check_origin(request)
    try:
        form = await read_form(request)
    except NoFormError as error:
        return await _page(request, datasette, shown, {}, (error.status, LARGE if error.status == 413 else NO_FORM))
    said = {field: _line(form.fields[field]) for field in _FIELDS if field in form.fields}
    if not guard.has_token(request, form.fields.get("csrftoken", "")):
        return await _page(request, datasette, shown, said, (403, EXPIRED))
    fact = shown["fact"]
    made = await draft(datasette.get_database(datasette.jinja_env.globals["facts_database"]), fact, said)
    if made.wrong or not await asyncio.to_thread(_lines, made, said, at.database):
        return await _page(request, datasette, shown, said, (400, ""))
    pairs = {row: [f"{name}={value}" for name, value in told] for row, told in made.pairs.items()}
    leads_to = f"/-/document/{fact['document_id']}" if made.rejects else f"/-/fact/{fact['id']}"
    given = (pairs, said["why"], said.get("author") or None, at.database)
    job = at.hand(fact["id"], datasette.urls.path(leads_to), said, clerk.correct, *given)
    if job is None:
        return await _page(request, datasette, shown, said, (503, BUSY))
    return await waited(request, datasette, job) or await refused(request, datasette, job)


async def _page(
    request: Request,
    datasette: Any,
    shown: dict[str, Any],
    said: Mapping[str, str],
    told: tuple[int, str] = (200, ""),
) -> Response:
    """The form with what was said, what it would change and the lines that say so."""
    status, problem = told
    database = datasette.get_database(datasette.jinja_env.globals["facts_database"])
    made = await draft(database, shown["fact"], said) if said else Draft()
    if problem:
        made.wrong[""] = problem
    lines = [] if made.wrong or not made.pairs else await asyncio.to_thread(_lines, made, said, Path(database.path))
    if made.pairs and not made.wrong and not lines:
        made.wrong[""] = _REFUSED
    page = {
        **shown,
        "given": {**choice.given(shown["fact"]), **said},
        "wrong": {name: translate(text) for name, text in made.wrong.items()},
        "choices": made.choices,
        "changes": made.changes,
        "lines": lines,
        "command": _command(made, said),
        "said": said,
        "database": database.name,
        "lengths": LENGTHS,
    }
    return Response.html(await datasette.render_template("correct.html", page, request=request), status=status)


def _lines(made: Draft, said: Mapping[str, str], database: Path) -> list[str]:
    """The lines of corrections.jsonl; none where one of them will not do."""
    try:
        drafted = [
            draft_correction(row, pairs, said.get("why", ""), said.get("author") or None, database)
            for row, pairs in made.pairs.items()
        ]
    except UsageError:
        return []
    return [written(dated(line)) for _, lines in drafted for line in lines]


def _command(made: Draft, said: Mapping[str, str]) -> list[str]:
    """The commands that write the same lines."""
    told = ["--why", said.get("why", "")]
    told += ["--author", author] if (author := said.get("author")) else []
    return [
        shlex.join(["pipeline", "correct", row, *(f"{name}={value}" for name, value in pairs), *told])
        for row, pairs in made.pairs.items()
    ]
