"""The recogniser: its words, its features, its names, and the licence of its data."""

import gzip
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.recogniser import Recognised, Tagger, recognise, tagger, unread_names
from pipeline.recogniser.crf import by_sentence, names, rule_tags
from pipeline.recogniser.document import KINDS, LEAST, added
from pipeline.recogniser.doubt import DOUBTS, doubt
from pipeline.recogniser.feature import Features
from pipeline.recogniser.knowledge import MODEL
from pipeline.recogniser.repeat import Chunk, repeat
from pipeline.recogniser.token import root, stem, tokens, without_clitics
from pipeline.records import Document, Mention
from pipeline.text import Span, fold
from pipeline.values import Name

ROOT = Path(__file__).parents[1]
TEXT = (
    "أعلن وزير الخارجية الفرنسي جان لوك فابريول، خلال زيارته إلى بيروت، أن بلاده ستدعم لبنان. "
    "والتقى فابريول بمسؤولين من منظمة الصحة العالمية في جنيف."
)


def parts(text):
    digest = sha256(text.encode()).hexdigest()
    return sentences(Document(digest[:16], "test", digest, "text/plain", text, "test", "1"))


def read(text):
    return [mention for part in parts(text) for mention in extract(part, load())]


def found(text):
    return [(one.kind, one.surface) for part in tagger(load()).recognise(parts(text), read(text)) for one in part]


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
    assert ("PER", "جان لوك فابريول") in seen
    assert ("LOC", "بيروت") in seen
    assert ("LOC", "لبنان") in seen
    assert any(kind == "ORG" and "الصحة العالمية" in surface for kind, surface in seen)


def test_a_name_that_was_seen_is_seen_again_by_its_last_word():
    assert ("PER", "فابريول") in found(TEXT)


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
        for one in recognise(part, extract(part, load()), load()):
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
        for one in recognise(part, extract(part, load()), load()):
            assert one.surface == part.text[one.span.start - part.span.start : one.span.end - part.span.start]


def test_what_a_rule_has_read_is_left_to_it():
    text = "وصل الوفد إلى مدينة زعطورنيا."
    (part,) = parts(text)
    start = text.index("زعطورنيا")
    span = Span(start, start + 8)
    rule = Mention("place", span, "زعطورنيا", Name("زعطورنيا", "place"), "place: name", part.position)
    added = unread_names([part], [], load())
    assert [(one.kind, one.surface, one.rule) for one in added] == [("place", "زعطورنيا", "recogniser: place")]
    assert unread_names([part], [rule], load()) == ()


def doubted(text, name, kind="PER", probability=0.99, second=0.99):
    """What is doubted of a name that both models, or one, would read in a text."""
    (part,) = parts(text)
    start = text.index(name)
    return doubt(part, Recognised(Span(start, start + len(name)), name, kind, probability, second), load())


@pytest.mark.parametrize(
    ("text", "name", "kind", "reason"),
    [
        ("قال زعطوط بلفلان أمس.", "زعطوط بلفلان", "PER", ""),
        ("قال زعطوط 3 بلفلان أمس.", "زعطوط 3 بلفلان", "PER", "ill-formed"),
        ("قال Zaatout أمس.", "Zaatout", "PER", "ill-formed"),
        ("غادر مدينة وزعطا أمس.", "زعطا", "LOC", "cut wrongly"),
        ("بين نيبال وزعطلادش حدود.", "وزعطلادش", "LOC", "cut wrongly"),
        ("حضر فلان، وعز الدين المداوي، أمس.", "وعز الدين المداوي", "PER", "cut wrongly"),
        ("فلاح بمعتمدية منزل شاكر أمس.", "شاكر", "PER", "no person"),
        ("جاء سفيان ويونس أمس.", "سفيان ويونس", "PER", "two names"),
        ("هاجم الرئيس وزيرة أمس.", "الرئيس", "PER", "everyday words"),
        ("اقتحموا القنصلية السعودية أمس.", "السعودية", "LOC", "everyday words"),
        ("سجل أحمد الشهري هدفا.", "أحمد الشهري", "PER", ""),
        ("قال عبد الغني زعطوط أمس.", "عبد الغني", "PER", "part of a name"),
        ("قال بشير ضيف الله أمس.", "بشير", "PER", "part of a name"),
        ("قال عمر زعطوط أمس.", "زعطوط", "PER", "part of a name"),
        ("جرت المباراة بملعب جان فالجان مساء.", "جان فالجان", "PER", "no person"),
        ("أحيته بالمسرح الوطني جان فالجان مساء.", "جان فالجان", "PER", "no person"),
        ("خسر فريقه زعطو بويز أمس.", "زعطو بويز", "PER", "no person"),
        ("قال رحمه الله إن ذلك خير.", "رحمه الله", "PER", "no person"),
        ("في سعادة السوبر زعطوت أمس.", "السوبر زعطوت", "PER", "no person"),
        ("النائب إيان ليدل - زعطنجر، قال.", "زعطنجر", "PER", "no person"),
        ("وقع الحادث في مدينة زعطورة أمس.", "زعطورة", "LOC", ""),
        ("رأى في زعطنه أحدا.", "زعطنه", "LOC", "no place"),
        ("مدينة كرايست تشيرش الهادئة.", "كرايست", "LOC", "part of a name"),
        ("نقلته مجلة New Zaatland أمس.", "New", "ORG", "part of a name"),
        ("كتبت مجلة لزعطورنيا أمس.", "زعطورنيا", "ORG", "cut wrongly"),
        ("غنت «زعطو ديي ناو» أمس.", "زعطو ديي ناو", "PER", "no person"),
        ("زار جهة زعطو أردين أمس.", "زعطو أردين", "PER", "no person"),
        ("وصل ادريس بيتة أمس.", "ادريس", "PER", "part of a name"),
        ("عاد لحسن إلى بيته.", "حسن", "PER", "cut wrongly"),
        ("قالوا هضرو هضرو أمس.", "هضرو هضرو", "PER", "two names"),
        ("درس بميتزو قديما.", "بميتزو", "PER", "cut wrongly"),
        ("قال مونيكا” أمس.", "مونيكا”", "PER", "ill-formed"),
        ("قالت صحيفة زعطبنبت أمس.", "زعطبنبت", "ORG", ""),
    ],
)
def test_what_is_doubted(text, name, kind, reason):
    assert doubted(text, name, kind) == reason


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [(0.99, 0.6, ""), (0.6, 0.99, ""), (0.7, 0.7, "unsure"), (0.99, 0.4, "unsure"), (0.85, 0, "unsure")],
)
def test_one_of_two_models_must_be_sure(first, second, reason):
    assert doubted("قال زعطوط بلفلان أمس.", "زعطوط بلفلان", "PER", first, second) == reason


@pytest.mark.parametrize(
    ("text", "name", "kind", "reason"),
    [
        ("في ولاية زعطورة حريق.", "زعطورة", "LOC", ""),
        ("في زعطورة حريق.", "زعطورة", "LOC", "no place"),
        ("قالت صحيفة زعطبنبت أمس.", "زعطبنبت", "ORG", ""),
        ("قالت زعطبنبت أمس.", "زعطبنبت", "ORG", "no body"),
        ("قال السيد زعطوط بلفلان أمس.", "زعطوط بلفلان", "PER", ""),
        ("هرب زعطوط بلفلان أمس.", "زعطوط بلفلان", "PER", "no person"),
    ],
)
def test_what_one_model_alone_reads_must_be_announced(text, name, kind, reason):
    assert doubted(text, name, kind, 0.99, 0) == reason


def test_every_doubt_has_an_example():
    tested = {reason for mark in test_what_is_doubted.pytestmark for *_, reason in mark.args[1]}
    tested |= {
        reason for mark in test_what_one_model_alone_reads_must_be_announced.pytestmark for *_, reason in mark.args[1]
    }
    assert set(DOUBTS) - {"unsure"} <= tested


def test_what_is_added_says_so():
    text = "وقال الكاتب الروسي بلاديمير زعطوفسكي إنه يحب مدينة زعطورنيا."
    added = unread_names(parts(text), read(text), load())
    assert added
    for mention in added:
        assert mention.rule.startswith(f"recogniser: {mention.kind}")
        assert mention.kind in KINDS.values()
        assert LEAST <= mention.confidence <= 1
        assert mention.entity_id is None
        assert mention.surface == text[mention.span.start : mention.span.end]


def test_what_was_added_once_is_added_wherever_it_stands_again():
    text = "وصل الوفد إلى مدينة زعطورنيا أمس. وأحب زعطورنيا كثيرا."
    added = [mention for mention in unread_names(parts(text), [], load()) if mention.kind == "place"]
    assert [mention.surface for mention in added] == ["زعطورنيا", "زعطورنيا"]
    assert next(mention.rule for mention in added) == "recogniser: place"


def test_a_place_without_an_entity_is_linked_to_nothing_and_breaks_nothing():
    sure = Recognised(Span(9, 17), "زعطورنيا", "LOC", 0.99)
    text = "في مدينة زعطورنيا، طنجة حفل."
    (part,) = parts(text)
    (mention,) = added([part], [[replace(sure, second=0.6)]], [], load())
    assert mention.confidence == 0.6
    weak = replace(sure, probability=0.3, second=0.3, repeated=True)
    again = added([part, part], [[replace(sure, second=0.99)], [weak]], [], load())
    assert [one.confidence for one in again] == [0.99, LEAST]


def test_menus_and_repeated_blocks_are_not_asked():
    read = [replace(part, zone="boilerplate") for part in parts("وصل الوفد إلى مدينة زعطورنيا.")]
    assert unread_names(read, [], load()) == ()


def test_the_models_hear_what_the_rules_read():
    (part,) = parts("وصل زعطوط بلفلان أمس.")
    spans = tokens(part.key.text)
    name = Mention("person", Span(4, 16), "زعطوط بلفلان", Name("زعطوط بلفلان", "person"), "person: name", part.position)
    assert rule_tags(part, spans, [name]) == ["", "B-PER", "I-PER", "", ""]
    weak = replace(name, confidence=0.3)
    assert by_sentence([name, weak, replace(name, kind="date")]) == {part.position: [name]}
    row = Features(tagger(load()).knowledge)(["وصل", "زعطوط"], ["", "B-PER"])
    assert "R=B-PER" in row[1]
    assert "R+=B-PER" in row[0]


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
    assert float(together.split()[-1]) >= 0.74, f"{together}: the tables have moved on, make train"
