"""The recogniser: its words, its features, its names, and the licence of its data."""

import gzip
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.recogniser import Tagger, recognise, tagger, unread_names
from pipeline.recogniser.crf import names
from pipeline.recogniser.document import THRESHOLDS, _bears
from pipeline.recogniser.feature import Features
from pipeline.recogniser.knowledge import MODEL
from pipeline.recogniser.repeat import Chunk, repeat
from pipeline.recogniser.token import root, stem, tokens, without_clitics
from pipeline.records import Document, Mention
from pipeline.text import Span, fold
from pipeline.values import Name

ROOT = Path(__file__).parents[1]
TEXT = (
    "أعلن وزير الخارجية الفرنسي جان لوك ميلان، خلال زيارته إلى بيروت، أن بلاده ستدعم لبنان. "
    "والتقى ميلان بمسؤولين من منظمة الصحة العالمية في جنيف."
)


def parts(text):
    digest = sha256(text.encode()).hexdigest()
    return sentences(Document(digest[:16], "test", digest, "text/plain", text, "test", "1"))


def found(text):
    return [(one.kind, one.surface) for part in tagger(load()).recognise(parts(text)) for one in part]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال محمد.", ["قال", "محمد", "."]),
        ("طنجة-تطوان", ["طنجه", "-", "تطوان"]),
        ("11.338 سريرا", ["11.338", "سريرا"]),
        ("«الصحة»", ["«", "الصحه", "»"]),
        ("", []),
    ],
)
def test_tokens(text, words):
    key = fold(text).text
    assert [key[span.start : span.end] for span in tokens(key)] == words


@pytest.mark.parametrize(
    ("word", "expected"),
    [("وبالرباط", "رباط"), ("للقانون", "قانون"), ("المغرب", "مغرب"), ("بيت", "بيت"), ("و", "و")],
)
def test_stems_are_without_clitics_and_article(word, expected):
    assert stem(word) == expected


def test_roots_are_without_endings():
    assert root("المغربيه") == "مغرب"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("وبالرباط", [(1, "بالرباط"), (2, "الرباط")]),
        ("للقانون", [(1, "القانون")]),
        ("قال", []),
        ("ولد", []),
    ],
)
def test_what_clitics_may_hide(word, expected):
    assert list(without_clitics(word)) == expected


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("بالرباط", 1),
        ("وبالرباط", 2),
        ("للقانون", 1),
        ("بالي", 0),
        ("والرباط", 1),
        ("باريس", 0),
        ("وزارة", 0),
        ("لبنان", 0),
        ("فرنسا", 0),
        ("محمد", 0),
    ],
)
def test_clitics_are_cut_where_the_rest_is_a_word(word, cut):
    assert tagger(load()).clitics(fold(word).text) == cut


def test_an_inside_without_a_beginning_begins_a_name():
    assert list(names(["O", "I-PER", "I-PER", "B-PER", "I-LOC", "O"])) == [(1, 3, "PER"), (3, 4, "PER"), (4, 5, "LOC")]


def test_features_tell_the_word_its_company_and_the_tables():
    features = Features(tagger(load()).knowledge)
    row = features(["قال", "محمد", "في", "الرباط"])[1]
    assert {"0w=محمد", "-1w=قال", "1w=في", "0t=given_name", "-1t=speech_verb"} <= set(row)
    last = features(["في", "الرباط"])[1]
    assert any(feature.startswith("A=B") for feature in last)
    assert "1edge" in last


def test_features_do_not_depend_on_what_was_read_before():
    fresh = Features(tagger(load()).knowledge)
    used = Features(fresh.knowledge)
    used(["وزارة", "الرباط", "قال"])
    assert fresh(["قال", "محمد"]) == used(["قال", "محمد"])


def test_names_of_three_kinds_are_seen():
    seen = found(TEXT)
    assert ("PER", "جان لوك ميلان") in seen
    assert ("LOC", "بيروت") in seen
    assert ("LOC", "لبنان") in seen
    assert any(kind == "ORG" and "الصحة العالمية" in surface for kind, surface in seen)


def test_a_name_that_was_seen_is_seen_again_by_its_last_word():
    assert ("PER", "ميلان") in found(TEXT)


def test_repetitions_follow_the_sure_name_and_spare_ordinary_words():
    knowledge = tagger(load()).knowledge
    words = [["قال", "زعطوط", "الفلاني"], ["حضر", "الفلاني"], ["حضر", "اليوم"]]
    again = repeat(words, [[Chunk(1, 3, "PER", 0.9)], [], []], knowledge)
    assert again[1] == [Chunk(1, 2, "PER", pytest.approx(0.81), repeated=True)]
    assert again[2] == []
    doubtful = repeat(words, [[Chunk(1, 3, "PER", 0.4)], [], []], knowledge)
    assert doubtful[1] == []


def test_spans_quote_the_text_and_never_overlap():
    text = f"\u200f{TEXT}\u0640 وقال مُحَمَّدٌ بالرِّبَاطِ."
    for part in parts(text):
        last = part.span.start
        for one in recognise(part, load()):
            assert text[one.span.start : one.span.end] == one.surface
            assert last <= one.span.start < one.span.end <= part.span.end
            assert 0 <= one.probability <= 1
            last = one.span.end


def test_two_readings_agree():
    model = tagger(load())
    again = Tagger(model.knowledge, Features(model.knowledge), model.models)
    assert again.recognise(parts(TEXT)) == model.recognise(parts(TEXT))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters() | st.sampled_from("وفبلكالمحد \u064e\u0640.«»1٢"), max_size=80))
def test_any_text_is_read(text):
    for part in parts(text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")):
        for one in recognise(part, load()):
            assert one.surface == part.text[one.span.start - part.span.start : one.span.end - part.span.start]


def test_what_a_rule_has_read_is_left_to_it():
    text = "وصل الوفد إلى بيروت."
    (part,) = parts(text)
    start = text.index("بيروت")
    rule = Mention("place", Span(start, start + 5), "بيروت", Name("بيروت", "place"), "place: name", part.position)
    added = unread_names([part], [], load(), on=True)
    assert [(one.kind, one.surface, one.rule) for one in added] == [("place", "بيروت", "crf: place")]
    assert unread_names([part], [rule], load(), on=True) == ()


@pytest.mark.parametrize(
    ("before", "bears"), [("جرت المباراة بملعب ", True), ("بضريح سيدي ", True), ("قال ", False), ("الملعب، ", False)]
)
def test_what_bears_a_persons_name_is_no_person(before, bears):
    (part,) = parts(f"{before}جان ميلان مساء")
    assert _bears(part, Span(len(before), len(before) + 9), load()) is bears


def test_it_is_off_until_switched_on():
    assert unread_names(parts(TEXT), [], load()) == ()


def test_what_is_added_says_so():
    read = parts(TEXT)
    rules = [mention for part in read for mention in extract(part, load())]
    for mention in unread_names(read, rules, load(), on=True):
        assert mention.rule.startswith("crf: ")
        assert THRESHOLDS[mention.kind] <= mention.confidence <= 1
        assert mention.entity_id is None
        assert mention.surface == TEXT[mention.span.start : mention.span.end]


def test_the_licence_stands_beside_the_weights():
    assert "CC BY-SA 4.0" in (MODEL / "LICENSE").read_text("utf-8")
    attribution = (MODEL / "ATTRIBUTION.md").read_text("utf-8")
    for corpus in ("ANERcorp", "WikiFANE", "AQMAR", "Wojood", "PAN-X"):
        assert corpus in attribution


def test_the_model_is_small():
    assert sum(len(path.read_bytes()) for path in MODEL.iterdir()) < 5_000_000


def test_the_same_training_gives_the_same_files():
    for path in MODEL.iterdir():
        if path.name.endswith(".gz"):
            content = path.read_bytes()
            assert content[4:8] == bytes(4), f"{path.name} holds a time"
            assert gzip.decompress(content)


def test_nothing_is_read_before_the_first_sentence():
    code = "import sys, pipeline.build, pipeline.recogniser as one; sys.exit(one.tagger.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.shared
def test_the_models_keep_their_score(shared, monkeypatch):
    monkeypatch.syspath_prepend(ROOT)
    from train.corpus import read
    from train.recogniser import scores

    together = scores(read(shared / "data" / "ner" / "anercorp" / "dev.conll.gz")).partition(" | ")[0]
    assert float(together.split()[-1]) >= 0.72, f"{together}: the tables have moved on, make train"
