"""The card of a fact: how sure it is and why, how far it has spread, how to cite it."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from test_site import reader

from pipeline import build_database
from pipeline.site import language, trust
from pipeline.site.spread import spread

SAID = "أعلن وزير الصحة أن أشغال بناء 340 مدرسة بجهة الشرق ستنتهي قبل متم شتنبر 2026."
BODY = (
    "وقال المسؤول إن الأشغال تتقدم وفق الجدول المعلن في الاجتماع السابق. وأضاف أن اللجنة ستعود إلى المواقع كلها "
    "قبل نهاية الفصل. وختم بأن التمويل متوفر ولا ينقصه إلا توقيع الشركاء على الاتفاقية الأخيرة."
)
TEXTS = {
    "one.txt": f"مدارس جديدة بالشرق\n\n{SAID}\n\n{BODY}",
    "copy.txt": f"مدارس جديدة بالشرق\n\n{SAID}\n\n{BODY}\n\nعن الوكالة.",
    "other.txt": "ستنتهي أشغال بناء 340 مدرسة بجهة الشرق قبل متم شتنبر 2026، حسب ما صرح به مسؤول جهوي للصحافة.",
}
MANIFEST = "".join(
    f'[[document]]\nfile = "{name}"\npublisher = "{outlet}"\nurl = "https://example.org/{name}"\n'
    for name, outlet in (("one.txt", "صحيفة الأولى"), ("copy.txt", "صحيفة الثانية"), ("other.txt", "صحيفة الأولى"))
)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("card")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "documents.toml").write_text(MANIFEST, "utf-8")
    path = folder / "facts.db"
    assert build_database([str(folder)], path, published=date(2026, 1, 5)).failed == 0
    return path


@pytest.fixture(scope="module")
def get(db):
    return reader(db)


@pytest.fixture(scope="module")
def fact(db):
    with closing(sqlite3.connect(db)) as connection:
        (found,) = connection.execute(
            "select facts.id from facts join documents on documents.id = document_id"
            " where value = 340 and source like '%one.txt'"
        ).fetchone()
    return found


def shown(answer):
    assert answer.status_code == 200, answer.text[:300]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_copies_are_no_independent_texts(get, fact):
    found = asyncio.run(spread(get.app.get_database("facts"), fact, fact[:16]))
    assert (found.outlets, found.independent, found.texts) == (2, 2, 3)
    assert [copy["publisher"] for copy in found.copies] == ["صحيفة الثانية"]
    page = shown(get(f"/-/fact/{fact}"))
    assert "الناشرون : 2" in page or "الناشرون: 2" in page
    assert "نُسخ من النص نفسه" in page


def test_a_fact_is_cited_in_three_languages(get, fact):
    page = get(f"/-/fact/{fact}").text
    cites = dict(re.findall(r'<dd lang="(ar|fr|en)"[^>]*>(.*?)</dd>', page))
    assert set(cites) == {"ar", "fr", "en"}
    for lang, day in (("ar", "5 يناير 2026"), ("fr", "5 janvier 2026"), ("en", "5 January 2026")):
        assert day in cites[lang]
        assert SAID in cites[lang]
        assert f"/-/fact/{fact}" in cites[lang]


def test_confidence_is_told_in_words_with_its_reasons(get, fact):
    assert "المكان مذكور في العبارة نفسها" in shown(get(f"/-/fact/{fact}"))
    assert "le lieu est dans l’expression même" in shown(get(f"/-/fact/{fact}?lang=fr"))


def test_the_sentence_is_found_in_the_original(get, fact):
    assert 'href="https://example.org/one.txt#:~:text=' in get(f"/-/fact/{fact}").text


@pytest.mark.parametrize(("confidence", "word"), [(1.0, "مؤكد"), (0.85, "مؤكد"), (0.7, "محتمل"), (0.1, "للمراجعة")])
def test_the_words_of_confidence(confidence, word):
    assert trust.in_words(confidence) == word


def test_every_reason_has_its_french():
    token = language.CHOSEN.set("fr")
    try:
        assert [text for text in trust.ARABIC if not language.is_translated(text)] == []
    finally:
        language.CHOSEN.reset(token)
