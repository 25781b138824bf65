"""Facts across documents: what is found in planted pairs, and what is not invented between others."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from random import Random

import pytest

from pipeline.claim import Claim, Link, Text
from pipeline.compare import compare, sentence_hashes, signature
from pipeline.compare.consistency import consistency
from pipeline.compare.gap import gaps
from pipeline.compare.near import copies, likeness
from pipeline.compare.pair import WINDOW, pairs
from pipeline.compare.promise import promises
from pipeline.compare.verdict import judge
from pipeline.compare.wording import comparison
from pipeline.lexicon import load

DAY = date(2026, 1, 21)


def claim(document="a", value=1430, *, at=10, quote="", **slots):
    """A fact of a document; beds, published on one day, unless told otherwise."""
    given = {"indicator": "bed", "unit": "bed", "dimension": "count", "noun": "سريرا", "published_on": DAY} | slots
    quote = quote or f"{value} سريرا"
    return Claim(
        id=f"{document}.{at}-{at + 4}.figure.0",
        document_id=document,
        sentence_id=f"{document}.0-{len(quote)}",
        start=at,
        end=at + 4,
        quote=quote,
        value=Decimal(str(value)) if value is not None else None,
        **given,
    )


def verdict(first, second, origins=None):
    found = judge(first, second, origins or {})
    return found and found.name


TEN = Link("through", "x", "project", Decimal(10), "عشرة مشاريع")
SEVENTY_NINE = Link("through", "y", "hospital", Decimal(79), "79 مستشفى")
RABAT = ("commune/04.421.01.0", "province/04.421", "region/04", "country/MA")
REGION = ("region/04", "country/MA")
FEZ = ("region/03", "country/MA")
FEBRUARY = {"end_date": date(2026, 2, 28), "time_relation": "by"}
YEAR = {"start_date": date(2026, 1, 1), "end_date": date(2026, 12, 31), "time_relation": "during"}


class TestVerdict:
    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            (claim(), claim("b"), "agreement"),
            (claim(regions=RABAT), claim("b", regions=RABAT), "agreement"),
            (claim(status="planned"), claim("b", status="completed"), "planned_done"),
            (claim(), claim("b", 1500), "conflict"),
            (claim(**FEBRUARY), claim("b", 1500, **FEBRUARY), "conflict"),
            (claim(regions=RABAT, **YEAR), claim("b", 1500, regions=RABAT, **YEAR), "conflict"),
            (claim(value=7000, qualifier="approx"), claim("b", 7124), "rounding"),
            (claim(value=300, qualifier="more_than"), claim("b", 312), "rounding"),
            (claim(value=11300), claim("b", 11338), "rounding"),
            (claim(links=(TEN,)), claim("b", 11338, links=(SEVENTY_NINE,)), "different_scope"),
            (claim(links=(TEN,)), claim("b", 11338), "different_scope"),
            (claim(regions=REGION), claim("b", 300, regions=RABAT), "different_scope"),
            (claim(change="total"), claim("b", 300, change="additional"), "different_measure"),
            (claim(**FEBRUARY), claim("b", 1637, end_date=date(2026, 12, 31), time_relation="by"), "different_date"),
            (claim(status="planned"), claim("b", 900, status="completed"), "planned_done"),
            (
                claim(status="planned", **FEBRUARY),
                claim("b", 1500, status="planned", published_on=date(2026, 2, 1), **FEBRUARY),
                "update",
            ),
            (
                claim(regions=RABAT, programme_id="programme/x", **YEAR),
                claim("b", 900, regions=FEZ, programme_id="programme/x", **YEAR),
                "different_place",
            ),
        ],
    )
    def test_what_the_slots_show(self, first, second, expected):
        assert verdict(first, second) == expected

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            # The same number of two places or two years is a chance.
            (claim(regions=RABAT), claim("b", regions=FEZ)),
            (claim(**FEBRUARY), claim("b", end_date=date(2025, 2, 28), time_relation="by")),
            # Different places with nothing else in common.
            (claim(regions=RABAT), claim("b", 900, regions=FEZ)),
            # One names its place or its time, the other does not: nothing can be said.
            (claim(regions=RABAT), claim("b", 900)),
            (claim(**FEBRUARY), claim("b", 900)),
            # Told on different days without a time of their own: the later may be newer.
            (claim(), claim("b", 900, published_on=date(2026, 3, 1))),
            (claim(published_on=None), claim("b", 900)),
            # Not the same thing.
            (claim(), claim("b", 900, indicator="hospital", unit="hospital")),
            (claim(noun_lemma="سرير"), claim("b", 900, noun_lemma="سرير إنعاش")),
            (claim(status="expected"), claim("b", 900, status="target")),
            (claim(programme_id="programme/x"), claim("b", 900)),
            # Two countries, and a month of a year.
            (claim(country="MA", **YEAR), claim("b", 900, country="TN", **YEAR)),
            (claim(**YEAR), claim("b", 900, start_date=date(2026, 7, 1), end_date=date(2026, 7, 31))),
            # A place that holds another, a promise and a deed: no more than the unit ties them.
            (claim(regions=REGION, noun="سريرا"), claim("b", 300, regions=RABAT, noun="أسرة للإنعاش")),
            (claim(status="planned", noun="طبيبا"), claim("b", 300, status="completed", noun="طبيبا مقيما")),
        ],
    )
    def test_what_they_do_not_show(self, first, second):
        assert verdict(first, second) is None

    @pytest.mark.parametrize(
        ("slots", "arabic", "english"),
        [
            ({"regions": RABAT} | YEAR, "نفسه والمكان والزمن أنفسهما:", "same thing, place and time:"),
            ({"regions": RABAT}, "نفسه والمكان نفسه دون ذكر للزمن:", "same thing and place, no time being named:"),
            (YEAR, "نفسه والزمن نفسه دون ذكر للمكان:", "same thing and time, no place being named:"),
            ({}, "نفسه دون ذكر للمكان ولا للزمن:", "same thing, no place or time being named:"),
        ],
    )
    def test_a_conflict_says_only_what_both_name(self, slots, arabic, english):
        told = comparison("conflict", claim(**slots), claim("b", 1500, **slots))
        assert arabic in told[0]
        assert english in told[1]

    def test_eleven_decrees_and_eleven_groups_agree(self):
        groups = frozenset({"concept/territorial-health-group"})
        decrees = claim(
            value=11, indicator="decree", unit="decree", topics=groups,
            start_date=date(2025, 12, 11), end_date=date(2025, 12, 11), time_relation="during",
        )  # fmt: skip
        health = claim(
            "b", 11, indicator="concept/territorial-health-group", unit=None, topics=groups,
            start_date=date(2025, 12, 1), end_date=date(2025, 12, 31), time_relation="during",
        )  # fmt: skip
        assert verdict(decrees, health) == "agreement"
        assert verdict(decrees, replace(health, start_date=None, end_date=None)) is None
        assert verdict(decrees, replace(health, topics=frozenset())) is None

    def test_copies_repeat(self):
        assert verdict(claim(), claim("b"), {"b": "a"}) == "repeat"
        assert verdict(claim("b"), claim("c"), {"b": "a", "c": "a"}) == "repeat"

    def test_a_verdict_does_not_hang_on_the_order(self):
        told = [claim(links=(TEN,)), claim("b", 11338), claim("c", 1500), claim("d", value=7000, qualifier="approx")]
        for first, second in permutations(told, 2):
            assert verdict(first, second) == verdict(second, first)

    def test_it_is_told_in_two_languages(self):
        found = compare([], [claim(links=(TEN,), **FEBRUARY), claim("b", 11338)], DAY, load())
        [told] = found.comparisons
        assert told.id == "a.10-14.figure.0+b.10-14.figure.0"
        assert told.arabic == "نطاقان مختلفان: 1,430 سريرا (إلى غاية 28 فبراير 2026؛ عبر عشرة مشاريع)، و11,338 سريرا."
        assert told.english == "Different scopes: 1,430 bed (by 28 February 2026; through 10 project), and 11,338 bed."


class TestPairs:
    def test_only_facts_of_one_thing_in_different_documents(self):
        told = [
            claim(), claim(at=50, value=900), claim("b"), claim("b", 22, at=60, indicator="hospital", unit="hospital"),
            claim("c", stance="negated"), claim("d", None),
            claim("e", 3, indicator="MAD", unit="MAD", dimension="money"),
            claim("f", 3, indicator="MAD", unit="MAD", dimension="money"),
        ]  # fmt: skip
        found = {(first.id, second.id) for first, second in pairs(told, {})}
        assert found == {("a.10-14.figure.0", "b.10-14.figure.0"), ("a.50-54.figure.0", "b.10-14.figure.0")}

    def test_money_is_compared_where_its_subject_is_known(self):
        money = {"indicator": "MAD", "unit": "MAD", "dimension": "money", "programme_id": "programme/support"}
        assert len(list(pairs([claim(**money), claim("b", 900, **money)], {}))) == 1

    def test_each_pair_once_and_no_more_than_the_window_for_each(self):
        told = [claim(f"d{n:03}", n + 100) for n in range(100)]
        found = [(first.id, second.id) for first, second in pairs(told, {})]
        assert len(found) == len(set(found)) <= WINDOW * len(told)

    def test_copies_do_not_crowd_out_others(self):
        told = [claim("a"), *(claim(f"c{n:02}") for n in range(30)), claim("z", 1500)]
        origins = {f"c{n:02}": "a" for n in range(30)}
        assert ("a", "z") in {(first.document_id, second.document_id) for first, second in pairs(told, origins)}


class TestPromise:
    def one(self, *told, as_of=DAY, origins=None):
        return {promise.fact_id.partition(".")[0]: promise for promise in promises(told, as_of, origins or {})}

    def test_fourteen_hundred_by_the_end_of_january(self):
        centre = {"indicator": "health_centre", "unit": "health_centre", "action": "modernise"}
        target = claim(value=1400, status="target", end_date=date(2026, 1, 31), time_relation="by", **centre)
        done = claim(value=1130, at=60, status="completed", change="cumulative", **centre)
        [told] = promises([target, done], DAY, {})
        assert (told.state, told.done, told.left, told.due_on) == ("open", 1130, 270, date(2026, 1, 31))
        assert told.outcome_id == done.id
        assert "أُنجز منه 1,130، وبقي 270" in told.arabic
        assert "1,130 done, 270 to go" in told.english
        [later] = promises([target, done], date(2026, 2, 1), {})
        assert (later.state, later.left) == ("missed", 270)
        reached = claim("b", 1400, status="completed", published_on=date(2026, 2, 3), **centre)
        told = self.one(target, done, reached, as_of=date(2026, 2, 5))["a"]
        assert (told.state, told.left, told.outcome_id) == ("met", 0, reached.id)
        assert self.one(target, done, reached, as_of=date(2026, 2, 2))["a"].state == "missed"

    def test_what_counts_towards_another_thing_does_not_count(self):
        promise = claim(
            value=500, status="planned", links=(Link("part_of", "x", "bed", Decimal(1600), "1600"),), **YEAR
        )
        done = [
            claim("b", 1130, status="completed", published_on=date(2026, 3, 1)),
            claim("c", 600, status="completed", published_on=date(2026, 3, 1), regions=FEZ),
            claim("d", 600, status="ongoing", published_on=date(2026, 3, 1)),
            claim("e", 600, status="completed", published_on=date(2026, 3, 1), programme_id="programme/x"),
            claim("f", 600, status="completed", published_on=date(2026, 3, 1), action="recruit"),
        ]
        told = self.one(replace(promise, action="build"), *done, as_of=date(2026, 3, 2))["a"]
        assert (told.state, told.done, told.outcome_id) == ("open", None, None)

    def test_what_was_told_before_is_no_outcome(self):
        promise = claim(status="planned", **FEBRUARY)
        before = claim("b", 2000, status="completed", published_on=date(2025, 3, 1))
        assert self.one(promise, before)["a"].state == "open"

    def test_a_promise_that_is_put_off_is_superseded(self):
        promise = claim(status="planned", **FEBRUARY)
        newer = claim(
            "b", status="planned", published_on=date(2026, 2, 10), end_date=date(2026, 6, 30), time_relation="by"
        )
        told = self.one(promise, newer, as_of=date(2026, 3, 1))
        assert (told["a"].state, told["a"].outcome_id, told["b"].state) == ("superseded", newer.id, "open")

    def test_an_event_is_met_by_a_later_text(self):
        event = {"kind": "event", "value": None, "indicator": None, "action": "sign", "subject_id": "concept/x"}
        promise = claim(status="expected", **event, **YEAR)
        done = claim("b", status="completed", published_on=date(2026, 4, 1), **event)
        assert self.one(promise, done, as_of=date(2026, 5, 1))["a"].state == "met"
        other = replace(done, subject_id="concept/y")
        assert self.one(promise, other, as_of=date(2026, 5, 1))["a"].state == "open"

    def test_what_is_no_promise(self):
        told = [
            claim(status="planned"),
            claim("b", status="completed", **FEBRUARY),
            claim("c", status="planned", stance="negated", **FEBRUARY),
            claim("d", status="planned", end_date=date(2026, 2, 1), time_relation="since"),
            claim("e", status="planned", published_on=date(2026, 5, 1), **FEBRUARY),
        ]
        assert promises(told, DAY, {}) == ()
        assert promises([claim(status="planned", **FEBRUARY)], None, {}) == ()

    def test_a_copy_promises_nothing_of_its_own(self):
        told = [claim(status="planned", **FEBRUARY), claim("b", status="planned", **FEBRUARY)]
        assert list(self.one(*told, origins={"b": "a"})) == ["a"]


def sentence(words, *figures):
    """Facts where their numbers stand in a sentence: (digits, slots)."""
    told = []
    at = 0
    for shown, slots in figures:
        at = words.index(shown, at)
        value = slots.pop("value", shown)
        told.append(replace(claim(value=value, at=at, quote=words, **slots), end=at + len(shown)))
        at += len(shown)
    return told


def checks(words, *figures):
    return [(check.kind, check.verdict) for check in consistency(sentence(words, *figures), load())]


class TestConsistency:
    @pytest.mark.parametrize(
        ("words", "numbers", "expected"),
        [
            ("تضم الجهة 300 سرير موزعة على فاس (120) ومكناس (180).", "300 120 180", [("sum", "fits")]),
            ("تضم الجهة 300 سرير موزعة على فاس (120) ومكناس (150).", "300 120 150", [("sum", "contradicts")]),
            ("تضم الجهة 300 سرير، منها 120 في فاس و150 في مكناس.", "300 120 150", []),
            ("تضم الجهة 300 سرير، منها 190 في فاس و150 في مكناس.", "300 190 150", [("sum", "contradicts")]),
            ("أضيف 120 سريرا في فاس و180 في مكناس، أي ما مجموعه 300 سرير.", "120 180 300", [("sum", "fits")]),
            ("أضيف 120 سريرا في فاس و180 في مكناس، أي ما مجموعه 310 أسرة.", "120 180 310", [("sum", "contradicts")]),
            ("تضم الجهة 300 سرير، وتضم فاس 120 سريرا ومكناس 150.", "300 120 150", []),
            ("تضم الجهة 300 سرير موزعة على فاس (120).", "300 120", []),
        ],
    )
    def test_a_total_and_its_parts(self, words, numbers, expected):
        assert checks(words, *((number, {}) for number in numbers.split())) == expected

    def test_what_is_counted_otherwise_is_no_part(self):
        other = {"unit": "hospital", "indicator": "hospital"}
        assert checks("تضم 300 سرير موزعة على 12 مستشفى و15 مركزا.", ("300", {}), ("12", other), ("15", {})) == []

    def test_parts_of_parts_are_not_added(self):
        words = "تضم 300 سرير موزعة على فاس (120) منها 20 للإنعاش و100 للجراحة ومكناس (180)."
        assert checks(words, *((number, {}) for number in ["300", "120", "20", "100", "180"])) == []

    def test_a_rounded_total_is_rounded(self):
        words = "بكلفة 3.2 مليار درهم موزعة على الطرق 1.5 والموانئ 1.71."
        money = {"unit": "MAD", "dimension": "money", "indicator": "MAD"}
        assert checks(words, *((one, dict(money)) for one in ["3.2", "1.5", "1.71"])) == [("sum", "rounded")]

    @pytest.mark.parametrize(
        ("stated", "expected"), [("81", "rounded"), ("80.7", "rounded"), ("80", "contradicts"), ("90", "contradicts")]
    )
    def test_a_share(self, stated, expected):
        part, whole = claim(value=1130, at=1), claim(value=1400, at=20)
        links = (Link("ratio_of", part.id), Link("ratio_of", whole.id))
        share = claim(value=stated, at=40, unit="percent", indicator="percent", dimension="percent", links=links)
        [check] = consistency([part, whole, share], load())
        assert (check.kind, check.verdict) == ("share", expected)
        assert check.english == f"1,130 of 1,400 is 80.7%; {stated}% is stated."

    @pytest.mark.parametrize(
        ("words", "unit", "expected"),
        [
            ("انتقل من 100 إلى 120 سريرا، بزيادة 20 في المائة.", "percent", "fits"),
            ("انتقل من 100 إلى 120 سريرا، بزيادة 25 في المائة.", "percent", "contradicts"),
            ("انتقل من 100 إلى 120 سريرا، بزيادة 20 سريرا.", "bed", "fits"),
            ("انتقل من 120 إلى 100 سريرا، بانخفاض 17 في المائة.", "percent", "rounded"),
            ("انتقل من 120 إلى 100 سريرا، بارتفاع 17 في المائة.", "percent", "contradicts"),
        ],
    )
    def test_growth(self, words, unit, expected):
        numbers = [word.strip(".،") for word in words.split() if word[0].isdigit()]
        old, new, by = sentence(words, *((number, {}) for number in numbers))
        new = replace(new, links=(Link("from_to", old.id),))
        by = replace(by, unit=unit, dimension="percent" if unit == "percent" else "count")
        [check] = consistency([old, new, by], load())
        assert (check.kind, check.verdict) == ("difference", expected)


class TestGaps:
    def test_eleven_thousand_beds(self):
        beds = claim(value=11338, status="expected", change="additional", published_on=None)
        assert [gap.slot for gap in gaps([beds], {})] == ["time", "place", "speaker", "published_on"]

    def test_what_is_said_is_not_asked(self):
        beds = claim(status="expected", speaker="الوزير", regions=RABAT, place="الرباط", **FEBRUARY)
        assert gaps([beds], {}) == ()
        assert [gap.slot for gap in gaps([replace(beds, status="completed", end_date=None)], {})] == []

    @pytest.mark.parametrize(
        "slots",
        [
            {"value": 3, "status": "planned"},
            {"status": "planned", "stance": "negated"},
            {"value": 200, "status": "planned", "unit": "MAD", "indicator": "MAD", "dimension": "money"},
            {"status": "reported"},
        ],
    )
    def test_what_matters_little_is_not_asked(self, slots):
        assert gaps([claim(**slots)], {}) == ()


class TestCopies:
    WORDS = "أعلنت الوزارة أن أشغال بناء مستشفى جديد ستنطلق في مدينة {} خلال السنة المقبلة بكلفة {} مليون درهم"

    def text(self, name, *keys, day=None):
        return Text(name, day, signature(keys), sentence_hashes(keys))

    def keys(self, count, salt=0):
        cities = ["فاس", "مكناس", "وجدة", "الرباط", "تازة", "سلا", "طنجة", "اسفي", "بركان", "تطوان"]
        return [self.WORDS.format(cities[n % 10], n * 7 + salt) + f" لفائدة {n + salt} جماعة" for n in range(count)]

    def test_the_same_text_an_edited_one_and_a_part(self):
        body = self.keys(20)
        texts = [
            self.text("late", *body, day=date(2026, 1, 2)),
            self.text("first", *body, day=date(2026, 1, 1)),
            self.text(
                "edited", *body[:-1], "وأضاف البلاغ أن الأشغال ستنتهي قبل نهاية السنة في جميع هذه المدن بدون استثناء"
            ),
            self.text("part", *body[:6], *self.keys(2, 900)),
            self.text("other", *self.keys(20, 500)),
        ]
        found = {copy.document_id: (copy.other_id, copy.kind) for copy in copies(texts)}
        assert found == {
            "late": ("first", "identical"), "edited": ("first", "near"), "part": ("first", "partial"),
        }  # fmt: skip

    def test_the_order_of_the_texts_changes_nothing(self):
        texts = [self.text(name, *self.keys(12)) for name in "dbca"]
        for order in permutations(texts):
            assert [(copy.document_id, copy.other_id) for copy in copies(order)] == [("b", "a"), ("c", "a"), ("d", "a")]

    def test_what_stands_in_many_texts_makes_no_copy(self):
        phrase = "كما كان متوقعا حسب ما أورده بلاغ صادر عن الوزارة الوصية على القطاع في نهاية الأسبوع"
        texts = [self.text(f"{n:03}", phrase, *self.keys(2, 1000 * n)) for n in range(60)]
        assert copies(texts) == ()

    def test_empty_texts_are_no_copies(self):
        assert copies([self.text("a"), self.text("b"), self.text("c", "نص قصير")]) == ()

    def test_likeness_is_near_the_truth(self):
        words = [f"كلمة{n}" for n in range(2000)]
        one, other = signature([" ".join(words[:1500])]), signature([" ".join(words[500:])])
        assert likeness(one, one) == 1
        assert abs(likeness(one, other) - 0.5) < 0.15


def test_a_hundred_thousand_facts_are_a_bounded_number_of_pairs():
    random = Random(20)
    units = ["bed", "hospital", "decree", "project", "job"]
    told = [
        claim(f"d{n // 10:05}", random.randint(3, 900), at=n, indicator=unit, unit=unit, status="planned", **FEBRUARY)
        for n in range(20_000)
        for unit in [random.choice(units)]
    ]
    count = sum(1 for _ in pairs(told, {}))
    assert count <= WINDOW * len(told)
