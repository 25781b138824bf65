"""Sentences: where they end, where they do not, and how fast they are found."""

import gzip
import json
from dataclasses import replace
from time import perf_counter

import pytest
from gold_table import document

from pipeline.nlp import LONGEST, sentences
from pipeline.nlp.tokeniser import tokenising
from pipeline.records import Cell, Page, Zone
from pipeline.text import Span


def split(text, **parts):
    return [sentence.text for sentence in sentences(replace(document(text), **parts))]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ('الجهوية الترابية".', ["الجهوية", "الترابية", '"', "."]),
        ("لـ«الصحة»", ["لـ", "«", "الصحة", "»"]),
        ("سنة 1433هـ", ["سنة", "1433", "هـ"]),
        ("القانون 08.22.", ["القانون", "08.22", "."]),
        ("11,338 سريرا", ["11,338", "سريرا"]),
        ("و910 و3مايو", ["و", "910", "و", "3", "مايو"]),
        ("طنجة-تطوان", ["طنجة", "-", "تطوان"]),
        ("د. ليلى", ["د.", "ليلى"]),
        ("انتهى الاجتماع.وغادر", ["انتهى", "الاجتماع", ".", "وغادر"]),
        ("زوروا www.example.org.", ["زوروا", "www.example.org", "."]),
        ("بلغت 81%.", ["بلغت", "81", "%", "."]),
        ("نعم..كلا", ["نعم", "..", "كلا"]),
    ],
)
def test_tokens(text, tokens):
    assert [token.text for token in tokenising()(text)] == tokens


@pytest.mark.parametrize(
    "parts",
    [
        # a full stop, a question, an exclamation
        ["انتهت الأشغال.", "هل يفتح المركز غدا؟", "لا أحد يعلم!", "وغادر الجميع."],
        ["انتهت الأشغال .", "وغادر الجميع"],
        ["انتهت الأشغال؟!", "ربما."],
        # quotations
        ["أعلن المدير عن «خطة أولى».", "وأضاف أنها جاهزة."],
        ['أعلن المدير عن "خطة أولى".', "وأضاف أنها جاهزة."],
        ["أعلن المدير عن “خطة أولى”.", "وأضاف أنها جاهزة."],
        ["قال المدير: «الخطة جاهزة. سنبدأ غدا. لا تأخير بعد اليوم»، ثم انصرف.", "وبقي الصحفيون."],
        ['وتابع: "تم التجهيز. وسيصل الفريق قريبا".', "ولم يحدد موعدا."],
        ["صرخ أحدهم «كفى!» فساد الصمت.", "ثم استؤنف الجمع."],
        ["وختم بقوله: «هذا وعد.»", "وصفق الحاضرون."],
        ["علق ساخرا (أين الماء؟ أين الكهرباء؟) ثم سكت.", "ولم يجبه أحد."],
        # numbers, laws, dates
        ["صدر القانون 08.22 بعد المرسوم 2.25.1102.", "ودخل حيز التنفيذ."],
        ["بلغ المعدل 4.2 نقطة.", "وكان 3.9 قبل سنة."],
        ["عقد اللقاء في 30.04.2025.", "وحضره 12 شخصا."],
        ["كان ذلك سنة 2024.", "7 مراكز فتحت بعدها."],
        ["حرر يوم 18 مارس 2026م.", "وعلق بالباب."],
        ["وافق 17 من صفر 1447هـ.", "وكان يوم خميس."],
        # abbreviations
        ["استقبل م. الناصري وفدا يقوده د. كمال الوزاني.", "ودام اللقاء ساعة."],
        ["انظر ص. 12 من التقرير.", "وفيه جدول مفصل."],
        ["أدين المتهمان يوسف. أ وعبد الرحمان. ب بسنة حبسا."],
        # ellipses
        ["كان 2025 .. مدينة تستعد"],
        ["مراكش.. أحكام جديدة في ملف قديم"],
        ["وعد كثيرا… ولم يف بشيء.", "هكذا قال الجار."],
        # list items
        ["1. تعبئة الأعوان"],
        ["أ. لوازم الملف"],
        # a missing space
        ["انتهى العرض.", "وغادر الجمهور."],
        ["زوروا الموقع example.org للمزيد.", "وشكرا."],
    ],
    ids=lambda parts: parts[0][:30],
)
def test_where_a_sentence_ends(parts):
    assert split(" ".join(parts)) == parts


def test_a_missing_space_does_not_join_two():
    assert split("انتهى العرض.وغادر الجمهور.") == ["انتهى العرض.", "وغادر الجمهور."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2029", "\n\n\n"])
def test_a_line_end_ends_a_heading(end):
    assert split(f"رؤية جديدة{end}أكد الرئيس ذلك. وزاد") == ["رؤية جديدة", "أكد الرئيس ذلك.", "وزاد"]


def test_spans_are_those_of_the_document():
    text = "  عنوان \r\n\r\n نص أول.  نص ثان \u00a0"
    found = sentences(document(text))
    assert [sentence.span for sentence in found] == [(2, 7), (13, 20), (22, 28)]
    assert all(text[slice(*sentence.span)] == sentence.text for sentence in found)
    assert [sentence.key.origin[0] for sentence in found] == [2, 13, 22]


def test_lines_wrapped_to_a_page_are_joined():
    text = (
        "تعلن المصلحة المكلفة بالأرشيف الجهوي أنها شرعت في نقل السجلات القديمة إلى\n"
        "البناية الجديدة، وأن العملية ستستمر إلى غاية متم السنة المقبلة بتنسيق مع كل\n"
        "المقاطعات المعنية.\n"
        "المادة الأولى\n"
        "تتولى لجنة من الموظفين جرد الوثائق وترتيبها بحسب تاريخ الإيداع، ثم تعد في شأن\n"
        "ذلك محضرا يرفع إلى الإدارة داخل أجل لا يتعدى خمسة عشر يوما من تاريخ الانتهاء\n"
        "من الجرد.\n"
        "المادة الثانية\n"
        "تحتفظ المصلحة بنسخة رقمية من كل وثيقة، وتضعها رهن إشارة الباحثين الذين أدلوا\n"
        "بطلب مكتوب يبين موضوع البحث وغايته والمدة التي يحتاجون فيها إلى الاطلاع على\n"
        "ما طلبوه.\n"
    )
    found = split(text)
    assert len(found) == 5
    assert found[0].startswith("تعلن")
    assert found[0].endswith("المعنية.")
    assert found[1] == "المادة الأولى"


def test_a_zone_ends_a_sentence():
    text = "عنوان بلا نقطة نص يليه"
    zone = Zone(Span(0, 14), "title")
    found = sentences(replace(document(text), zones=(zone,)))
    assert [(sentence.text, sentence.zone) for sentence in found] == [
        ("عنوان بلا نقطة", "title"),
        ("نص يليه", "body"),
    ]


def test_headlines_of_a_ticker_are_sentences_of_their_own():
    text = "ارتفاع الأسعار بـ15 في المائة    مراكش.. حكم جديد. ثم آخر    طقس الغد"
    found = sentences(replace(document(text), zones=(Zone(Span(0, len(text)), "boilerplate"),)))
    assert [sentence.text for sentence in found] == [part.strip() for part in text.split("    ")]


def test_a_table_row_is_one_sentence():
    text = "الجهة. أ\tالأسرة\nطنجة. ب\t1430\nفاس\t1637\nثم نص."
    rows = [(0, 8, 9, 15), (16, 23, 24, 28), (29, 32, 33, 37)]
    cells = tuple(
        Cell(Span(start, end), 1, 1, row, column, row == 0)
        for row, (first, middle, second, last) in enumerate(rows)
        for column, (start, end) in enumerate([(first, middle), (second, last)])
    )
    found = sentences(replace(document(text), cells=cells, zones=(Zone(Span(0, 37), "table"),)))
    assert [(sentence.text, sentence.zone) for sentence in found] == [
        ("الجهة. أ\tالأسرة", "table"),
        ("طنجة. ب\t1430", "table"),
        ("فاس\t1637", "table"),
        ("ثم نص.", "body"),
    ]


def test_a_sentence_knows_its_page():
    text = "نص أول.\nنص ثان.\nنص ثالث."
    pages = (Page(1, Span(0, 8), "sound"), Page(2, Span(8, len(text)), "good"))
    assert [sentence.page for sentence in sentences(replace(document(text), pages=pages))] == [1, 2, 2]


class TestWithoutPunctuation:
    def test_a_long_paragraph_is_broken_between_words(self):
        text = "وقررت اللجنة تحديث 1430 مركزا صحيا في 12 إقليما " * 1100
        found = sentences(document(text))
        assert len(text) > 50_000
        assert max(len(sentence.text) for sentence in found) <= LONGEST
        assert "".join("".join(sentence.text.split()) for sentence in found) == "".join(text.split())
        # Never between a number and what it counts.
        assert not any(sentence.text[-1].isdigit() or sentence.text[0].isdigit() for sentence in found)

    def test_a_comma_is_preferred_to_a_space(self):
        text = "كلمة أخرى " * 70 + "هنا فاصلة، " + "ثم كلمة " * 60
        assert split(text)[0].endswith("،")

    def test_one_endless_word(self):
        text = "ا" * 2500 + " " + "(" * 5000
        found = sentences(document(text))
        assert max(len(sentence.text) for sentence in found) <= LONGEST

    def test_no_text_is_no_sentence(self):
        assert sentences(document("")) == ()
        assert sentences(document(" \n\t\u00a0 ")) == ()
        assert split(".") == ["."]


def test_time_grows_with_the_text_alone():
    def seconds(text):
        start = perf_counter()
        sentences(document(text))
        return perf_counter() - start

    seconds("تمهيد.")
    for unit in ('قال "نعم. ', "«", "(نص. ", "كلمة ", ". ", "..", '"', "م. ", "1. ", "a.", "ا" * 999 + " "):
        short, long = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
        assert seconds(long) < 40 * max(seconds(short), 0.02), unit


def test_real_articles_are_covered(shared):
    with gzip.open(shared / "data/press/press.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file][:300]
    for article in articles:
        text = article["text"]
        at = 0
        for sentence in sentences(document(text)):
            assert not text[at : sentence.span.start].strip()
            assert len(sentence.text) <= LONGEST
            at = sentence.span.end
        assert not text[at:].strip()


def test_the_quotations_of_a_seed_stay_whole(shared):
    text = (shared / "seeds/000_31255fff4971a111.txt").read_text("utf-8")
    found = split(text)
    assert len(found) == 13
    assert all(sentence.count('"') % 2 == 0 for sentence in found)
