"""The rule mechanism, on a lexicon of its own."""

from decimal import Decimal

import pytest
from gold_table import document, read_table, tables

from pipeline.errors import LexiconError
from pipeline.extract import compiled
from pipeline.extract.rule import Found, Pattern, Read, Reader, Rule, Run, Words, compile_rule, either, maybe
from pipeline.lexicon import alternation, load
from pipeline.nlp import sentences
from pipeline.values import Name, Number

TABLES = {
    "monthly": "month\texact\tsource\tnote\tword\n12\t\t\t\tدجنبر|ديسمبر\n8\t1\t\t\tآب\n1\t\t\t\tكانون الثاني\n",
    "daily": "day\tsource\tnote\tword\n3\t\t\tالأربعاء\n4\t\t\tالخميس\n",
    "small": "value\tsource\tnote\tword\n100\t\t\tمئة|مائة\n20\t\t\tعشرون|عشرين\n5\t\t\tخمسة\n",
}

DIGITS = Rule(
    "digits", (Pattern(r"(?<!\d)(?P<digits>\d{1,9})(?!\d)"),), lambda m: Number(Decimal(m.text("digits") or "0"))
)


def _day(match):
    month = match.row("monthly")
    weekday = match.row("daily")
    return Name(f"{match.text('day')}/{month['month']}" + (f" {weekday['day']}" if weekday else ""), "day")


DAY = Rule(
    "weekday day month",
    (maybe(Words("daily", clitic=True)), Pattern(r"(?P<day>(?<!\d)\d{1,2})"), Words("monthly")),
    _day,
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexicon")
    for name, content in TABLES.items():
        (folder / f"{name}.tsv").write_text(content, encoding="utf-8")
    return load(folder)


def read(text, rules, lexicon):
    sentence = sentences(document(text))[0]
    reader = Reader(sentence, lexicon)
    for kind, rule in rules:
        for mention in reader.read(kind, [compile_rule(rule, lexicon)]):
            assert text[mention.span.start : mention.span.end] == mention.surface
    return [(m.surface, m.value) for m in reader.mentions]


def test_a_shape_keeps_clitics_outside_and_the_marks_of_its_last_letter_inside(lexicon):
    assert read("وللأربعاءِ 11 دِجنبرَ", [("place", DAY)], lexicon) == [("لأربعاءِ 11 دِجنبرَ", Name("11/12 3", "day"))]


def test_an_optional_item_may_be_absent(lexicon):
    assert read("في 3ديسمبر", [("place", DAY)], lexicon) == [("3ديسمبر", Name("3/12", "day"))]


def test_a_word_of_two_words_matches_any_space(lexicon):
    assert read("يوم 7 كانون\u00a0 الثاني", [("place", DAY)], lexicon)[0][1] == Name("7/1", "day")


def test_an_exact_word_is_told_by_its_letters(lexicon):
    assert read("كان 3 أب", [("place", DAY)], lexicon) == []
    assert read("كان 3 آب", [("place", DAY)], lexicon) == [("3 آب", Name("3/8", "day"))]


def test_a_longer_word_is_not_cut(lexicon):
    assert read("3 ديسمبريات", [("place", DAY)], lexicon) == []


def test_a_found_mention_stands_for_its_words(lexicon):
    counted = Rule(
        "number + word", (Found("number"), Pattern(r"(?P<noun>\w+)")), lambda m: Name(m.text("noun"), "noun")
    )
    found = read("سلم 295 مركزا", [("number", DIGITS), ("place", counted)], lexicon)
    assert found[1] == ("295 مركزا", Name("مركزا", "noun"))


def test_what_one_kind_has_claimed_another_leaves_alone(lexicon):
    law = Rule("law", (Pattern(r"(?P<law>رقم \d+)"),), lambda m: Name("law", "law"))
    figure = Rule("figure", (Found("number"), Pattern(r"\w+")), lambda m: Name("figure", "figure"))
    found = read("رقم 22 مستشفى", [("number", DIGITS), ("law", law), ("figure", figure)], lexicon)
    assert [value for _, value in found[1:]] == [Name("law", "law")]


def test_the_longest_reading_stays_and_of_equals_the_first(lexicon):
    short = Rule("short", (Pattern(r"(?P<x>\d+)"),), lambda m: Name("short", "x"))
    long = Rule("long", (Pattern(r"(?P<x>\d+ \w+)"),), lambda m: Name("long", "x"))
    reader = Reader(sentences(document("22 مستشفى"))[0], lexicon)
    assert [m.rule for m in reader.read("place", [compile_rule(short, lexicon), compile_rule(long, lexicon)])] == [
        "long"
    ]


def test_a_reading_may_narrow_its_span_and_lower_its_confidence(lexicon):
    rule = Rule("x", (Pattern(r"(?P<cue>عدد) (?P<n>\d+)"),), lambda m: Read(Name("n", "x"), 0.5, ("n", "n")))
    reader = Reader(sentences(document("عدد 22"))[0], lexicon)
    (mention,) = reader.read("place", [compile_rule(rule, lexicon)])
    assert (mention.surface, mention.confidence) == ("22", 0.5)


def test_a_run_takes_words_of_one_table(lexicon):
    rule = Rule("run", (Run("small", r"\s+و"),), lambda m: Name(m.text("small"), "run"))
    assert read("مئة وخمسة وعشرون عاما", [("place", rule)], lexicon) == [
        ("مئة وخمسة وعشرون", Name("ميه وخمسه وعشرون", "run"))
    ]


def test_one_of_several_shapes(lexicon):
    rule = Rule("either", (either((Words("daily"),), (Words("monthly"),)),), lambda m: Name(m.match[0], "x"))
    assert len(read("الخميس ثم دجنبر", [("place", rule)], lexicon)) == 2


def test_private_characters_of_a_document_stand_for_no_mention(lexicon):
    counted = Rule("number + word", (Found("number"), Pattern(r"\w+")), lambda m: Name("x", "x"))
    assert len(read("\ue000 مركزا 22 مستشفى", [("number", DIGITS), ("place", counted)], lexicon)) == 2


def test_an_alternation_prefers_the_longest_and_matches_nothing_when_empty():
    import re

    assert re.match(alternation(["اب", "ابريل"]), "ابريل")[0] == "ابريل"
    assert re.search(alternation([]), "ابريل") is None


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("month\tword", "empty"),
        ("month\nword\n", "last column"),
        ("month\tword\n12\n", "line 2: 1 cells"),
        ("month\tword\n12\tدجنبر|\n", "line 2: an empty word"),
    ],
)
def test_a_malformed_table_is_named_with_its_line(tmp_path, content, cause):
    (tmp_path / "own.tsv").write_text(content, encoding="utf-8")
    if cause == "empty":
        assert load(tmp_path)["own"].rows == ()
        return
    with pytest.raises(LexiconError, match=cause):
        load(tmp_path)


def test_a_users_rows_are_added_to_the_packages_table(tmp_path):
    columns = load()["month"].columns
    cells = {"month": "2", "calendar": "gregorian", "word": "فبرارير"}
    (tmp_path / "month.tsv").write_text(
        "\t".join(columns) + "\n" + "\t".join(cells.get(column, "") for column in columns) + "\n", encoding="utf-8"
    )
    table = load(tmp_path)["month"]
    assert table.find("فبرارير")["month"] == "2"
    assert table.find("دجنبر")["month"] == "12"
    assert load(tmp_path).digest != load().digest


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.stem)
def test_a_shape_is_found_from_its_first_words_wherever_it_stands(path):
    # What a pattern says of its beginning leaves nothing out, and where a sentence lacks a word there is nothing.
    for row in read_table(path)[::4]:
        for sentence in sentences(document(row.text)):
            reader = Reader(sentence, load())
            for kind, rules in compiled(load()):
                reader.read(kind, ())  # the words are looked up
                for rule in rules:
                    shadow = reader.shadow(rule.found)
                    whole = [hit.span() for hit in rule.regex.finditer(shadow.text) if hit[0]]
                    lacking = rule.needs & reader._lacks
                    assert lacking or [hit.span() for hit in rule.hits(shadow)] == whole, rule.rule.name
                    assert not lacking or not whole or rule.rule.hints, rule.rule.name
                reader.read(kind, rules)
