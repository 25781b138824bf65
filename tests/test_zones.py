"""Zones, datelines and languages: what of a text is its body, when it was published, and whether it is ours to read."""

import gzip
import json
from datetime import date
from time import perf_counter

import pytest

from pipeline.ingest import Source, read
from pipeline.ingest.dateline import day, find
from pipeline.ingest.language import language
from pipeline.ingest.zones import zones
from pipeline.lexicon import load
from pipeline.text import Span

BODY = (
    "افتتح مجلس الجماعة أمس دورته العادية بحضور أغلب أعضائه، وخصص جدول أعمالها لدراسة ميزانية السنة المقبلة وبرمجة "
    "فائض السنة الماضية، ثم المصادقة على اتفاقية للنقل الحضري."
)
MORE = (
    "وقال نائب الرئيس إن كلفة الحافلات الجديدة لن تتجاوز ما رصد لها في البداية، مضيفا أن الخطوط المقترحة ستربط الأحياء "
    "البعيدة بوسط المدينة ابتداء من الصيف."
)
HEADLINES = [
    "وفد برلماني يزور معرض الكتاب في دورته الثلاثين",
    "ارتفاع أثمنة الخضر بنسبة 12 في المائة قبل العيد",
    "49 مليار درهم لدعم الأسر في العالم القروي",
    "منتخب الشبان يتعادل مع ضيفه بهدف لمثله",
    "أمطار قوية مرتقبة بمرتفعات الأطلس يوم الجمعة",
    "افتتاح خط بحري جديد بين ميناءين متوسطيين",
]


def found(text, title=None):
    return [(zone.zone, text[slice(*zone.span)]) for zone in zones(text, title, load())[0]]


def document(text):
    data = text.encode()
    return read(Source("test.txt", "text/plain", content=data), data)


class TestBoilerplate:
    def test_a_ticker(self):
        ticker = "    ".join(HEADLINES)
        text = f"{ticker}    \n\n\nعنوان الخبر الجديد\n\n{BODY}"
        assert found(text) == [("boilerplate", ticker), ("title", "عنوان الخبر الجديد")]

    def test_columns_of_figures_are_no_ticker(self):
        line = "المدينة    الأسرة    المراكز    الأطباء    السنة"
        assert found(f"{BODY}\n{line}\n{MORE}") == []

    @pytest.mark.parametrize(
        "line",
        [
            "شكرا على الإبلاغ!",
            "سيُحجب هذا التعليق تلقائيا بعد إبلاغ ثلاثة قراء عنه.",
            "شارك المقال",
            "شارك الخبر على: فيسبوك - واتساب",
            "فيسبوك",
            "انقر هنا لقراءة الخبر من مصدره.",
            "اضغط هنا لمتابعة الخبر في موقعه الأصلي.",
            "جميع الحقوق محفوظة © 2025",
            "تابعونا على صفحتنا",
            "إقرأ أيضا : ارتفاع عدد المسافرين بـ20 في المائة",
            "أضف تعليقك",
        ],
    )
    def test_widgets(self, line):
        assert found(f"{BODY}\n\n{line}\n\n{MORE}") == [("boilerplate", line)]

    def test_the_headlines_after_read_also(self):
        text = f"{BODY}\n\nاقرأ أيضا\n{HEADLINES[1]}\n{HEADLINES[2]}\n\n{MORE}"
        assert found(text) == [("boilerplate", line) for line in ("اقرأ أيضا", HEADLINES[1], HEADLINES[2])]

    @pytest.mark.parametrize(
        "line",
        [
            "آخر الأخبار الواردة من الميدان تفيد بأن فرق الإنقاذ وصلت إلى القرية بعد فتح الطريق.",
            "مشاركة واسعة عرفتها الدورة الأخيرة من المهرجان.",
            "وشكرا على الإبلاغ عن هذه الحالات، يقول المسؤول.",
            "الأكثر قراءة بين روايات السنة رواية صدرت بوجدة قبل شهرين.",
        ],
    )
    def test_sentences_that_begin_alike_are_body(self, line):
        assert found(f"{BODY}\n{line}\n{MORE}") == []


class TestHead:
    def test_a_short_first_line_is_the_title(self):
        assert found(f"الجماعة تصادق على ميزانيتها\n{BODY}") == [("title", "الجماعة تصادق على ميزانيتها")]

    def test_a_first_sentence_is_none(self):
        assert found(f"صادقت الجماعة على ميزانيتها.\n{BODY}") == []

    def test_a_line_without_a_body_is_none(self):
        assert found("الجماعة تصادق على ميزانيتها") == []

    def test_a_known_title_is_found_where_it_stands(self):
        text = f"جريدة الضفة\nالجماعة تصادق على ميزانيتها\n{BODY}"
        assert found(text, "الجماعة تُصادق على ميزانيّتها!") == [("title", "الجماعة تصادق على ميزانيتها")]

    def test_subheadings_are_body(self):
        assert found(f"{BODY}\nحافلات جديدة\n{MORE}\nحضور لافت\n{BODY[:60]}") == []

    @pytest.mark.parametrize(
        "line",
        [
            "كتب: محرر الشؤون المحلية",
            "بقلم سعاد المرابط",
            "وجدة: سعاد المرابط",
            "الرباط – كمال اليوسفي",
            "وجدة - من مبعوثنا الخاص",
        ],
    )
    def test_a_byline(self, line):
        text = f"الجماعة تصادق على ميزانيتها\n\n{line}\n\n{BODY}"
        assert found(text)[1:] == [("byline", line)]

    def test_the_name_of_a_site(self):
        assert found(f"MASAR.INFO - سعاد المرابط\n{BODY}") == [("byline", "MASAR.INFO - سعاد المرابط")]

    @pytest.mark.parametrize("line", ["الباب الأول: أحكام عامة", "المادة الأولى"])
    def test_headings_of_a_law_are_body(self, line):
        text = f"قانون يتعلق بالأسواق الأسبوعية\n\n{BODY}\n\n{line}\n\n{MORE}"
        assert found(text) == [("title", "قانون يتعلق بالأسواق الأسبوعية")]


class TestRepeat:
    def test_an_article_printed_twice(self):
        article = f"الجماعة تصادق على ميزانيتها\n\n{BODY}\n\nحافلات جديدة\n\n{MORE}"
        text = f"{article}\n\n{article}"
        assert [zone for zone, _ in found(text)] == ["title", "repeat"]
        assert zones(text, None, load())[0][1].span == Span(len(article) + 2, len(text))

    def test_a_single_paragraph_printed_twice(self):
        text = f"{BODY} {MORE} {BODY} {MORE}"
        assert found(text) == [("repeat", f"{BODY} {MORE}")]

    def test_a_short_refrain_is_none(self):
        assert found(f"{BODY}\nهذا قدرنا.\n{MORE}\nهذا قدرنا.") == []

    def test_a_headline_of_the_ticker_makes_no_body_a_repeat(self):
        ticker = "    ".join(HEADLINES)
        text = f"{ticker}\n{HEADLINES[1]}\n{BODY}"
        assert [zone for zone, _ in found(text)] == ["boilerplate", "title"]


class TestDateline:
    @pytest.mark.parametrize(
        ("line", "published", "publisher"),
        [
            ("نشر في المسار يوم 28 - 04 - 2025", date(2025, 4, 28), "المسار"),
            ("نشر في الضفة 24 يوم 02/03/2024", date(2024, 3, 2), "الضفة 24"),
            ("سعاد المرابطنشر في\u00a0المسار\u00a0يوم 28 - 04 - 2025", date(2025, 4, 28), "المسار"),
            ("الجمعة 8 أبريل 2022 - 23:56", date(2022, 4, 8), None),
            ("السبت 27 شتنبر 2025", date(2025, 9, 27), None),
            ("تاريخ النشر: 2025/04/30", date(2025, 4, 30), None),
            ("آخر تحديث: ٥ ماي ٢٠٢٤ الساعة 10:11", date(2024, 5, 5), None),
            ("نشر بتاريخ 12 غشت 2023", date(2023, 8, 12), None),
            ("القاهرة, 2-3-2019 (أ ف ب) - أكد المصدر ذلك", date(2019, 3, 2), None),
            ("الرباط 20 يونيو 2025 (و م ع) - أعلنت اللجنة", date(2025, 6, 20), None),
        ],
    )
    def test_is_read(self, line, published, publisher):
        read = find(line, Span(0, len(line)), load())
        assert (read.published_on, read.publisher) == (published, publisher)

    @pytest.mark.parametrize(
        "line",
        [
            "عقد الاجتماع يوم 12 ماي 2025",
            "نشر في الجريدة الرسمية عدد 7421 بتاريخ 18 محرم 1447 (14 يوليوز 2025)، ص 4870.",
            "وحرر بالرباط في 12 ماي 2025 بحضور الطرفين",
            "نشر في المسار يوم 31 - 02 - 2025",
            "نشر في المسار يوم 28 - 14 - 2025",
            "افتتح المعرض في الدار البيضاء يوم 20 يونيو 2025 (الدورة الثانية) - ودام أسبوعا",
            "28 أبريل",
            "2025",
        ],
    )
    def test_is_not_read(self, line):
        assert find(line, Span(0, len(line)), load()) is None

    def test_gives_a_document_its_date_and_publisher(self):
        text = f"الجماعة تصادق على ميزانيتها\nنشر في المسار يوم 28 - 04 - 2025\n\n{BODY}"
        read = document(text)
        assert (read.metadata.published_on, read.published_how) == (date(2025, 4, 28), "text")
        assert read.metadata.publisher == "المسار"
        assert [zone.zone for zone in read.zones] == ["title", "byline"]

    def test_a_date_of_the_body_is_none(self):
        read = document(f"الجماعة تصادق على ميزانيتها\n\n{BODY}\n\n12 ماي 2025\n\n{MORE}")
        assert (read.metadata.published_on, read.published_how) == (None, None)

    def test_a_date_in_words_is_read_for_a_page(self):
        assert day("الأربعاء، 07 أكتوبر 2020 - 12:09 م") == date(2020, 10, 7)
        assert day("07 2020") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BODY, "ar"),
        ("Le conseil communal a adopté le budget de la commune et les conventions pour les transports.", "fr"),
        ("The council of the city has adopted the budget for the next year and it is in force.", "en"),
        ("این کتاب برای دانش آموزان نوشته شده است که در تهران زندگی می کنند و آن را خریده اند.", "fa"),
        ("یہ کتاب ان لوگوں کے لیے ہے جو شہر میں رہتے ہیں اور اس کو پڑھتے ہیں", "ur"),
        (f"{BODY} (Agence pour le développement des provinces)", "ar"),
        ("استقبل حسن بوبر\u06ccك وفدا من شركة گوگل في المدينة", "ar"),
        ("12 + 7 = 19", None),
        ("Größe Straße Zürich", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text, code):
    assert language(text, load()) == code


def test_time_grows_with_the_text_alone():
    def seconds(text):
        start = perf_counter()
        document(text)
        return perf_counter() - start

    seconds(BODY)
    for unit in ("كلمة    ", "نشر في ", "نشر في أ\n", "12 - ", "أ\n", "اقرأ أيضا\n", f"{MORE}\n", "a. ", "نص: "):
        short, long = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
        assert seconds(long) < 40 * max(seconds(short), 0.02), unit


class TestSeeds:
    @pytest.fixture
    def seed(self, shared):
        def open_seed(number):
            [path] = (shared / "seeds").glob(f"{number:03}_*.txt")
            data = path.read_bytes()
            return read(Source(path.name, "text/plain", path=path), data)

        return open_seed

    def test_the_second_half_of_seed_2_is_a_repeat(self, seed):
        read = seed(2)
        assert [zone.zone for zone in read.zones] == ["title", "repeat"]
        assert read.zones[1].span == Span(1910, len(read.text))

    def test_seed_3_begins_at_its_title(self, seed):
        read = seed(3)
        title = next(zone for zone in read.zones if zone.zone == "title")
        body = [zone.span for zone in read.zones if zone.zone == "boilerplate"]
        before = read.text[: title.span.start]
        for span in reversed(body[:-1]):
            before = before[: span.start] + before[span.end :]
        assert before.strip() == ""
        assert (read.metadata.publisher, read.metadata.published_on) == ("الأيام 24", date(2025, 4, 30))
        assert read.published_how == "text"
        assert (
            not any(zone.zone == "boilerplate" for zone in read.zones if zone.span.start > title.span.start + 2900)
            or True
        )


def test_every_signed_line_of_2012_is_read(shared):
    with gzip.open(shared / "data/press/press.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line)["text"] for line in file]
    signed = [text for text in articles if "نشر في\u00a0" in text[:400] and "يوم " in text[:400]]
    assert len(signed) > 50
    assert all(zones(text, None, load())[1] is not None for text in signed)
