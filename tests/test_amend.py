"""A fact that is wrong: the line that says so is made on any site, and stored and applied where there is an inbox."""

import asyncio
import json
import re
import shlex
import sqlite3
from contextlib import closing
from html import unescape

import pytest
from click.testing import CliRunner
from test_inbox import OURS, Reader, words

from pipeline.build import Options, ingest
from pipeline.cli import cli
from pipeline.ingest.corrections import correction
from pipeline.site import language
from pipeline.site.amend import draft, page
from pipeline.site.serve import application
from pipeline.verify import verify

TEXT = (
    "أعلن وزير الصحة أمين التهراوي أن الوزارة ستضيف 300 سرير بجهة الشرق بحلول فبراير 2026.\n"
    "وقال وزير التجهيز نزار بركة إن الطريق سيمتد 12 كيلومترا.\n"
)


class Corrector(Reader):
    """A browser that corrects facts."""

    def __init__(self, folder):
        super().__init__(folder)
        (folder / "corpus" / "b.txt").write_text(TEXT, "utf-8")
        ingest([str(folder / "corpus")], self.db, Options())
        self.lines = folder / "corpus" / "corrections.jsonl"

    def fact(self, surface="300 سرير"):
        return self.rows("SELECT id FROM facts WHERE surface = ?", surface)[0][0]

    def ask(self, fact, **said):
        answer = self.run(self.app.client.get(f"/-/correct/{fact}", params=said, cookies=self.cookies))
        self.cookies.update(answer.cookies)
        return answer

    def store(self, fact, token=None, headers=OURS, **said):
        fields = {"csrftoken": self.token() if token is None else token, **said}
        files = {name: (None, value) for name, value in fields.items()}

        async def send():
            return await self.app.client.post(f"/-/correct/{fact}", files=files, headers=headers, cookies=self.cookies)

        answer = self.run(send())
        self.cookies.update(answer.cookies)
        return answer


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """One that only looks."""
    made = Corrector(tmp_path_factory.mktemp("amend"))
    yield made
    made.executor.shutdown()
    assert not made.lines.exists()


@pytest.fixture
def corrector(tmp_path):
    made = Corrector(tmp_path)
    yield made
    made.executor.shutdown()


def lines(answer):
    """The lines that a page shows to be copied, as corrections."""
    found = re.search(r'<pre class="lines code"[^>]*id="lines"[^>]*>(.*?)</pre>', answer.text, re.DOTALL)
    return [json.loads(line) for line in unescape(found[1]).splitlines()] if found else []


def test_the_card_holds_the_form(still):
    shown = still.get(f"/-/fact/{still.fact()}")
    assert f'action="/-/correct/{still.fact()}#wrong"' in shown.text
    assert re.search(r'<option value="bed" selected>\s*سرير', shown.text)
    assert '<option value="جهة فاس-مكناس">' in shown.text
    assert re.search(r'name="place"[^>]*value="[^"]*الشرق"', shown.text)
    assert " style=" not in shown.text


def test_the_line_is_made_by_our_code_and_can_be_read_by_it(still):
    answer = still.ask(
        still.fact(), value="٣٥٠", unit="hospital", place="جهة سوس ماسة", why="البلاغ يقول", author="سعاد"
    )
    made = lines(answer)
    assert [(line["field"], line["value"]) for line in made] == [
        ("value", "350"),
        ("unit", "hospital"),
        ("place", "سوس-ماسة"),
        ("place_id", "region/09"),
    ]
    assert {(line["source"], line["exact"], line["why"], line["author"]) for line in made} == {
        ("b.txt", "300 سرير", "البلاغ يقول", "سعاد")
    }
    assert all(correction(line).kind == "fact" for line in made)
    assert "احفظ التصحيح وطبّقه" in words(answer)


def test_a_site_that_only_reads_gives_the_line_and_stores_nothing(still):
    app = application(still.db)
    asked = {"status": "cancelled", "why": "<script>alert(1)</script>\u202e"}
    answer = asyncio.run(app.client.get(f"/-/correct/{still.fact()}", params=asked))
    assert [(line["field"], line["value"]) for line in lines(answer)] == [("status", "cancelled")]
    assert "احفظ التصحيح" not in answer.text
    assert not re.search("<script>|\u202e", re.sub(r'value="[^"]*"|<pre.*?</pre>', "", answer.text, flags=re.DOTALL))
    sent = asyncio.run(app.client.post(f"/-/correct/{still.fact()}", data=asked, headers=OURS))
    assert (sent.status_code, still.lines.exists()) == (404, False)


def test_the_command_writes_the_same_line(corrector):
    answer = corrector.ask(corrector.fact(), value="350", why="it's so; $(rm)", author="سعاد")
    [told] = re.findall(r"pipeline correct [^<]+", answer.text)
    arguments = shlex.split(unescape(told))[1:]
    assert CliRunner().invoke(cli, [*arguments, "--db", str(corrector.db)]).exit_code == 0
    assert [json.loads(line) for line in corrector.lines.read_text("utf-8").splitlines()] == lines(answer)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"value": "350"}, "قل لماذا"),
        ({"why": "x"}, "لم تغيّر شيئا"),
        ({"why": "x", "value": "300.0"}, "لم تغيّر شيئا"),
        ({"why": "x", "value": "كثير"}, "هذا ليس عددا"),
        ({"why": "x", "value": ""}, "لا تُمحى القيمة"),
        ({"why": "x", "value": "9" * 41}, "هذا أطول"),
        ({"why": "x", "unit": "potato"}, "اختر وحدة"),
        ({"why": "x", "status": "done"}, "اختر حالة"),
        ({"why": "x", "place": "مدينة الأحلام الوردية"}, "لا نعرف مكانا"),
        ({"why": "x", "place": "الدار البيضا"}, "هل تقصد أحد هذه؟"),
        ({"why": "x", "place": "طنجة"}, "أي هذه تقصد؟"),
        ({"why": "x", "end_date": "2026-02-30"}, "هذا ليس تاريخا"),
        ({"why": "x", "start_date": "2026-05-01", "end_date": "2026-04-01"}, "ينتهي قبل أن يبدأ"),
        ({"why": "x", "into": "لا أحد"}, "لا اسم كهذا"),
        ({"why": "x", "into": "أمين", "double": "law/08.22"}, "اختر الاسم"),
        ({"why": "x" * 501, "value": "1"}, "هذا أطول"),
    ],
)
def test_what_will_not_do_is_told(still, said, told):
    answer = still.ask(still.fact(), **said)
    assert (told in words(answer), lines(answer)) == (True, []), words(answer)
    refused = still.store(still.fact(), **said)
    assert (refused.status_code, still.lines.exists()) == (400, False)


def test_of_several_places_one_is_chosen(still):
    asked = still.ask(still.fact(), place="طنجة", why="x")
    assert 'name="place_id" value="commune/01.511.01.0"' in asked.text
    chosen = still.ask(still.fact(), place="طنجة", place_id="province/01.511", why="x")
    assert [(line["field"], line["value"]) for line in lines(chosen)] == [
        ("place", "طنجة-أصيلة"),
        ("place_id", "province/01.511"),
    ]
    emptied = still.ask(still.fact(), place="", why="x")
    assert [(line["field"], line.get("value")) for line in lines(emptied)] == [("place", None), ("place_id", None)]


def test_a_place_is_written_in_french_too(still):
    asked = still.ask(still.fact(), place="fes-meknes", why="x", lang="fr")
    assert [line["value"] for line in lines(asked)] == ["فاس-مكناس", "region/03"]


def test_it_is_stored_and_seen_on_the_card_at_once(corrector):
    fact = corrector.fact()
    answer = corrector.store(fact, value="350", status="planned", why="البلاغ يقول 350", author="سعاد")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/-/fact/{fact}"), words(answer)
    shown = words(corrector.get(answer.headers["location"]))
    assert "حُفظ التصحيح وطُبّق." in shown
    assert "350" in shown.partition("هذا خطأ؟")[0]
    assert "البلاغ يقول 350" in shown
    assert "سعاد" in shown
    assert corrector.rows("SELECT value, status, rule FROM facts WHERE id = ?", fact) == [
        (350, "planned", "corrected by hand")
    ]
    assert verify(corrector.db).problems == ()
    before = corrector.rows("SELECT * FROM facts ORDER BY id"), corrector.rows("SELECT * FROM corrections ORDER BY id")
    assert ingest([str(corrector.folder / "corpus")], corrector.db, Options()).orphans == ()
    after = corrector.rows("SELECT * FROM facts ORDER BY id"), corrector.rows("SELECT * FROM corrections ORDER BY id")
    assert after == before


def test_what_is_no_fact_is_taken_out_and_its_document_shown(corrector):
    fact = corrector.fact()
    answer = corrector.store(fact, reject="1", why="مثال في النص")
    assert answer.headers["location"] == f"/-/document/{fact[:16]}"
    assert corrector.get(f"/-/fact/{fact}").status_code == 404
    assert corrector.rows("SELECT field, state FROM corrections") == [("reject", "applied")]


def test_two_names_of_one_person_become_one(corrector):
    fact = corrector.rows("SELECT id FROM facts WHERE speaker_id IS NOT NULL AND surface = '300 سرير'")[0][0]
    [(speaker,)] = corrector.rows("SELECT speaker_id FROM facts WHERE id = ?", fact)
    [(other,)] = corrector.rows("SELECT id FROM entities WHERE kind = 'person' AND name_ar LIKE '%بركة'")
    asked = corrector.ask(fact, into="نزار بركة", double=speaker, why="x")
    assert [(line["kind"], line["exact"], line["field"], line["value"]) for line in lines(asked)] == [
        ("entity", speaker, "merge", other)
    ]
    assert corrector.store(fact, into="نزار بركة", double=speaker, why="x").status_code == 303
    assert corrector.rows("SELECT speaker_id FROM facts WHERE id = ?", fact) == [(other,)]
    assert verify(corrector.db).problems == ()


def test_a_demonstration_on_a_closed_disk_gives_the_line(corrector, monkeypatch):
    copy = corrector.folder / "closed" / "facts.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(corrector.db)) as db:
        db.execute("VACUUM INTO ?", [str(copy)])
    with closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    copy.parent.chmod(0o555)
    monkeypatch.setattr("os.access", lambda path, mode: False)  # whoever runs the tests may write anywhere
    app = application(copy, public=True)
    answer = asyncio.run(app.client.get(f"/-/correct/{corrector.fact()}", params={"value": "1", "why": "x"}))
    assert [line["value"] for line in lines(answer)] == ["1"]
    assert [path.name for path in copy.parent.iterdir()] == ["facts.db"]


@pytest.mark.parametrize(
    ("headers", "token", "status"),
    [
        (OURS, "", 403),
        (OURS, "forged", 403),
        ({"origin": "http://evil.example"}, None, 403),
        ({**OURS, "sec-fetch-site": "same-site"}, None, 403),
        ({**OURS, "host": "evil.example"}, None, 421),
    ],
)
def test_a_correction_from_elsewhere_is_refused(still, headers, token, status):
    answer = still.store(still.fact(), value="1", why="x", headers=headers, token=token)
    assert (answer.status_code, still.lines.exists()) == (status, False)


def test_a_fact_that_is_not_there_cannot_be_corrected(still):
    for path in ("0123456789abcdef.1-2.figure.1", "..%2f..%2fa", "x"):
        assert still.get(f"/-/correct/{path}").status_code in (302, 404)


def test_every_answer_is_in_three_languages():
    told = [value for value in vars(draft).values() if isinstance(value, str) and re.match("[\u0621-\u064a]", value)]
    told.append(page._REFUSED)
    assert len(told) > 12
    for chosen in ("fr", "en"):
        token = language.CHOSEN.set(chosen)
        try:
            assert [text for text in told if not language.is_translated(text)] == []
        finally:
            language.CHOSEN.reset(token)
