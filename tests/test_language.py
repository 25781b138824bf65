"""The public face for notebooks: everything that is read, as a spaCy document."""

import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.tokens import Doc

import pipeline
from pipeline.errors import UsageError
from pipeline.language import FIELDS, GROUPS, Reader, language

ROOT = Path(__file__).parents[1]
TEXT = "أعلن أمين التهراوي، يوم الخميس 11 دجنبر، أن الرباط تضم 22 مستشفى. وأضاف أن القانون رقم 08.22 صدر بالرباط."


@pytest.fixture(scope="module")
def nlp():
    return language(published="2025-12-30")


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def told(doc):
    """What a document holds, group by group."""
    return {
        group: [(span.text, span.label_, *(getattr(span._, field) for field in FIELDS)) for span in doc.spans[group]]
        for group in GROUPS.values()
    }


def test_names_are_entities_with_their_ids(doc):
    assert [(entity.text, entity.label_, entity.kb_id_) for entity in doc.ents] == [
        ("أمين التهراوي", "PER", "person/amine-tahraoui"),
        ("الرباط", "LOC", "commune/04.421.01.0"),
        ("القانون رقم 08.22", "LAW", "law/08.22"),
        ("بالرباط", "LOC", "commune/04.421.01.0"),
    ]


def test_every_kind_has_its_group(doc):
    assert set(doc.spans) == set(GROUPS.values())
    assert [(date.text, date._.value) for date in doc.spans["dates"]] == [("الخميس 11 دجنبر", "2025-12-11")]
    assert [(figure.text, figure._.value) for figure in doc.spans["figures"]] == [("22 مستشفى", "22 hospital")]
    assert [law._.entity_id for law in doc.spans["laws"]] == ["law/08.22"]


def test_it_finds_what_find_finds(doc):
    found = pipeline.find(TEXT, published=date(2025, 12, 30))
    wanted = sorted((one.span.start, one.span.end, one.surface) for one in found if one.kind in GROUPS)
    spans = [span for group in GROUPS.values() for span in doc.spans[group]]
    assert sorted((span._.start, span._.end, span._.surface) for span in spans) == wanted


def test_a_span_tells_its_own_letters_where_a_clitic_is_in_its_token(doc):
    place = doc.spans["places"][-1]
    assert (place.text, place._.surface) == ("بالرباط", "الرباط")
    assert TEXT[place._.start : place._.end] == "الرباط"


def test_two_kinds_over_the_same_tokens_keep_their_values(nlp):
    doc = nlp("غاب منذ خمس سنوات.")
    spans = {group: [(span.text, span._.value) for span in doc.spans[group]] for group in ("dates", "figures")}
    assert all(spans.values())
    assert spans["dates"] != spans["figures"]


def test_entities_never_overlap_and_lose_nothing_in_spans(nlp):
    doc = nlp("بمستشفى محمد السادس بطنجة، وبين طنجة-تطوان-الحسيمة والرباط، قال عبد الإله بنكيران.")
    ends = [(entity.start, entity.end) for entity in doc.ents]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    named = {
        (span.start, span.end) for group in ("people", "places", "organizations", "laws") for span in doc.spans[group]
    }
    assert set(ends) <= named


def test_sentences_are_those_of_the_database(doc):
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "أعلن أمين التهراوي، يوم الخميس 11 دجنبر، أن الرباط تضم 22 مستشفى.",
        "وأضاف أن القانون رقم 08.22 صدر بالرباط.",
    ]


def test_the_text_is_never_changed(nlp):
    text = "\u200fقال مُحَمَّدٌ:\r\n\n  «نعم»\t١٢ سريراً\ufeff."
    assert nlp(text).text == text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", "؟"])
def test_nothing_is_read_in_nothing(nlp, text):
    doc = nlp(text)
    assert doc.ents == ()
    assert not any(doc.spans.values())


def test_displacy_renders_right_to_left(doc):
    for style, options in (("ent", {}), ("span", {"spans_key": "dates"})):
        html = displacy.render(doc, style=style, options=options, jupyter=False)
        assert "direction: rtl" in html
    assert "أمين التهراوي" in displacy.render(doc, style="ent", jupyter=False)


def test_displacy_escapes_a_hostile_text(nlp):
    html = displacy.render(nlp("<script>alert(1)</script> في الرباط"), style="ent", jupyter=False)
    assert "<script>" not in html


def test_a_pipeline_survives_the_disk(nlp, doc, tmp_path):
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    reader = again.get_pipe("wathiqa")
    assert isinstance(reader, Reader)
    assert reader.published.isoformat() == "2025-12-30"
    other = again(TEXT)
    assert told(other) == told(doc)
    assert [token.text for token in other] == [token.text for token in doc]


def test_a_document_survives_bytes(nlp, doc):
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert told(again) == told(doc)
    assert [entity.kb_id_ for entity in again.ents] == [entity.kb_id_ for entity in doc.ents]


def test_each_document_may_have_its_day():
    plain = language()
    doc = plain.make_doc("اجتمعوا أمس.")
    doc._.published = "2025-12-30"
    assert plain(doc).spans["dates"][0]._.value == "2025-12-29"
    undated = plain("اجتمعوا أمس.")
    assert [date._.value for date in undated.spans["dates"]] == ["?"]


def test_a_stream_is_read_in_its_order(nlp):
    docs = list(nlp.pipe(["في الرباط.", "في طنجة."]))
    assert [doc.ents[0].text for doc in docs] == ["الرباط", "طنجة"]


def test_rules_may_be_alone():
    text = "استقبلت ولاية نيفادا آلاف الزوار."
    both, alone = language()(text), language(names="rules")(text)
    assert [span._.rule for span in both.spans["places"]] == ["recogniser: place"]
    assert list(alone.spans["places"]) == []
    with pytest.raises(UsageError, match="no reader of names"):
        language(names="oracle")


@pytest.mark.parametrize(
    "before", ["import pipeline", "import pipeline.language, pipeline", "import pipeline; pipeline.language()"]
)
def test_it_is_called_by_its_name_whatever_was_imported_before(before):
    code = f"{before}\nprint(pipeline.language().pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "['wathiqa']\n", done.stderr


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("وفبلكالمحد \u064e\u0640.«»1٢\n"), max_size=60)
)
def test_any_text_is_read(text):
    nlp = _plain()
    doc = nlp(text)
    assert doc.text == text
    for group in GROUPS.values():
        for span in doc.spans[group]:
            assert text[span._.start : span._.end] == span._.surface


_made = []


def _plain():
    if not _made:
        _made.append(language())
    return _made[0]


def test_the_example_of_the_readme_runs():
    readme = (ROOT / "README.md").read_text("utf-8")
    [example] = re.findall(r"```python\n(import pipeline\nfrom spacy.*?)```", readme, re.DOTALL)
    names = {}
    exec(compile(example, "README.md", "exec"), names)
    shown = " ".join(re.findall(r"^# +(.*)$", example, re.MULTILINE)).replace("] [", "]\n[").splitlines()
    said = re.findall(r"^(\[\(.*\])$", example, re.MULTILINE)
    assert len(said) == len(shown) == 3
    for expression, value in zip(said, shown, strict=True):
        assert eval(expression, names) == eval(value)
    assert "direction: rtl" in names["html"]
