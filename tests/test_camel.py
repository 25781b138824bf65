"""camel-tools as an option: found without importing it, its labels become names, its clitics stay out."""

import json
import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.doctor import examine
from pipeline.errors import UsageError
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.recogniser import READERS, camel, ready
from pipeline.records import Document

ROOT = Path(__file__).parents[1]
TEXT = "وصل الكاتب زعطوط بلفلان إلى مدينة قرطوبيا أمس. وبالقرطوبيا نهر."
# A morphology of one noun: the sections and the line forms of camel-tools' own databases.
FEATURES = (
    "pos",
    "diac",
    "lex",
    "bw",
    "gloss",
    "prc0",
    "prc1",
    "prc2",
    "prc3",
    "enc0",
    "stem",
    "source",
    "pos_lex_logprob",
)
PREFIXES = {
    "": "prc0:0 prc1:0 prc2:0 prc3:0",
    "ال": "prc0:Al_det prc1:0 prc2:0",
    "بال": "prc0:Al_det prc1:bi_prep prc2:0",
    "وبال": "prc0:Al_det prc1:bi_prep prc2:wa_conj",
    "و": "prc0:0 prc1:0 prc2:wa_conj",
}


def database():
    """A tiny database of camel-tools' morphology, as text."""
    defines = [f"DEFINE {name} {name}:*open*" for name in FEATURES]
    defaults = [
        f"DEFAULT pos:{pos} " + " ".join(f"{name}:0" for name in FEATURES if name != "pos")
        for pos in ("noun", "digit", "punc", "latin")
    ]
    prefixes = [
        f"{prefix}\tP{at}\tdiac:{prefix} bw: gloss: {slots}" for at, (prefix, slots) in enumerate(PREFIXES.items())
    ]
    stem = (
        "رباط\tN\tpos:noun diac:رباط lex:رباط_1 bw:رباط/NOUN gloss:Rabat prc0:0 prc1:0 prc2:0 prc3:0 pos_lex_logprob:-2"
    )
    return "\n".join(
        [
            *("###DEFINES###", *defines, "###DEFAULTS###", *defaults),
            *("###ORDER###", f"ORDER {' '.join(FEATURES)}", "###TOKENIZATIONS###", "TOKENIZATION diac"),
            *("###STEMBACKOFF###", "STEMBACKOFF ALL N", "###PREFIXES###", *prefixes),
            *("###SUFFIXES###", "\tS\tdiac: bw: gloss: enc0:0", "###STEMS###", stem),
            *("###TABLE AB###", *(f"P{at} N" for at in range(len(PREFIXES)))),
            *("###TABLE BC###", "N S", "###TABLE AC###", *(f"P{at} S" for at in range(len(PREFIXES)))),
        ]
    )


def installed(folder, *, names=True, morphology=True):
    """A folder of camel-tools' data: its catalogue, and what the catalogue promises."""
    components = {
        camel.NAMES: {"default": "tiny", "datasets": {"tiny": {"path": "ner/tiny"}}},
        camel.MORPHOLOGY: {"default": "tiny", "datasets": {"tiny": {"path": "morphology_db/tiny"}}},
    }
    (folder / "catalogue.json").write_text(json.dumps({"version": "1.6", "packages": {}, "components": components}))
    if names:
        (folder / "data" / "ner" / "tiny").mkdir(parents=True)
    if morphology:
        (folder / "data" / "morphology_db" / "tiny").mkdir(parents=True)
        (folder / "data" / "morphology_db" / "tiny" / "morphology.db").write_text(database(), "utf-8")
    return folder


def parts(text):
    digest = sha256(text.encode()).hexdigest()
    return sentences(Document(digest[:16], "test", digest, "text/plain", text, "test", "1"))


class Labels:
    """What NERecognizer offers, with the labels of a table; `asked` remembers its calls."""

    def __init__(self, labels):
        self.labels = labels
        self.asked = []

    def predict(self, sentences):
        self.asked.append(sentences)
        return [[self.labels.get(word, "O") for word in words] for words in sentences]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(camel.FOLDER, str(tmp_path))
    camel.morphology.cache_clear()
    yield tmp_path
    camel.morphology.cache_clear()


@pytest.fixture
def neural(monkeypatch):
    """As if torch and transformers were installed."""
    monkeypatch.setattr(camel, "find_spec", lambda name: name)


def test_nothing_of_it_is_imported_before_it_is_asked_for():
    code = "import sys, pipeline.build; sys.exit(bool({'camel_tools.data', 'camel_tools.ner'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.usefixtures("neural")
def test_what_is_there_is_found_from_the_files(folder):
    assert camel.part(camel.NAMES).missing == f"no catalogue in {folder}"
    installed(folder, names=False)
    assert camel.part(camel.NAMES).missing.startswith("no data in ")
    assert camel.part(camel.MORPHOLOGY).path == folder / "data" / "morphology_db" / "tiny"
    (folder / "data" / "ner" / "tiny").mkdir(parents=True)
    assert camel.require().path == folder / "data" / "ner" / "tiny"


@pytest.mark.parametrize("catalogue", ["", "[]", "{}", '{"components": {}}', '{"components": {"MorphologyDB": 3}}'])
def test_a_broken_catalogue_is_said(folder, catalogue):
    (folder / "catalogue.json").write_text(catalogue)
    assert camel.part(camel.MORPHOLOGY).missing.endswith("names no data for it")


def test_without_torch_a_user_is_told_what_to_do(folder, monkeypatch):
    monkeypatch.setattr(camel, "find_spec", lambda name: None)
    installed(folder)
    with pytest.raises(UsageError, match=r"torch and transformers not installed.*make neural"):
        ready("camel")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [["extract", "-"], ["ingest", "-"]])
def test_the_command_ends_with_a_line_and_reads_nothing(command):
    result = CliRunner().invoke(cli, [*command, "--names", "camel"], input=TEXT)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("pipeline: camel-tools' names were asked for, and ")
    assert "--names recogniser" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_command_offers_every_reader():
    for command in ("ingest", "extract"):
        option = next(one for one in cli.commands[command].params if one.name == "names")
        assert list(option.type.choices) == list(READERS)
    with pytest.raises(UsageError, match="no reader of names"):
        ready("oracle")


def test_the_doctor_says_what_is_there(folder, tmp_path):
    found = {finding.name: finding for finding in examine(tmp_path / "none.db")}
    assert found["camel-tools names"].state == "optional"
    assert "--names camel" in found["camel-tools names"].cost
    installed(folder)
    found = {finding.name: finding for finding in examine(tmp_path / "none.db")}
    assert (found["camel-tools morphology"].state, found["camel-tools morphology"].cost) == ("found", "")


@pytest.mark.usefixtures("folder")
def test_labels_become_names():
    model = Labels({"زعطوط": "B-PERS", "بلفلان": "I-PERS", "قرطوبيا": "B-LOC", "نهر": "B-MISC"})
    read = camel.read(parts(TEXT), model, load())
    assert [(one.kind, one.surface) for names in read for one in names] == [
        ("PER", "زعطوط بلفلان"),
        ("LOC", "قرطوبيا"),
    ]
    assert all(TEXT[one.span.start : one.span.end] == one.surface for names in read for one in names)
    assert len(model.asked) == 1, "the sentences of a document go to the model together"


def test_the_model_sees_words_as_published_without_harakat():
    model = Labels({})
    camel.read(parts("إلى مُحَمَّدٍ في الثـانية\ufffd"), model, load())
    assert model.asked == [[["إلى", "محمد", "في", "الثانية", "?"]]]


def test_a_sentence_with_a_label_too_few_has_no_names():
    class Short(Labels):
        def predict(self, sentences):
            return [labels[1:] for labels in super().predict(sentences)]

    assert camel.read(parts(TEXT), Short({"زعطوط": "B-PERS"}), load()) == [(), ()]


def test_an_empty_document_asks_nothing():
    model = Labels({})
    assert camel.read([], model, load()) == []
    assert model.asked == []


def test_rules_come_first_and_what_is_added_says_so(monkeypatch):
    labels = {"قرطوبيا": "B-LOC", "الكاتب": "B-ORG", "زعطوط": "B-PERS", "بلفلان": "I-PERS"}
    monkeypatch.setattr(camel, "labeller", lambda: Labels(labels))
    added = camel.unread_names(parts(TEXT), [], load())
    assert ("camel: place", "قرطوبيا") in [(one.rule, one.surface) for one in added]
    assert {one.confidence for one in added} == {camel.TRUST}
    assert camel.unread_names(parts(TEXT), added, load()) == ()


def test_clitics_and_lemmas_of_a_tiny_database(folder):
    """In a process of its own: camel-tools reads its folder when it is imported."""
    installed(folder, names=False)
    code = (
        "from pipeline.recogniser.camel import morphology\n"
        "words = morphology()\n"
        "print([words.clitics(word) for word in ('وبالرباط', 'بالرباط', 'الرباط', 'ورباط', 'زعطوط', 'x1', '')])\n"
        "print([words.lemma(word) for word in ('وبالرِّباط', 'رباط', 'زعطوط')])\n"
    )
    done = run(code, folder)
    assert done.stdout.splitlines() == ["[2, 1, 0, 1, 0, 0, 0]", "['رباط', 'رباط', 'زعطوط']"], done.stderr


@pytest.mark.usefixtures("folder")
def test_without_a_database_our_own_clitics_serve():
    assert camel.morphology() is None
    [names, _] = camel.read(parts("وصل إلى بيروت وبالرباط حفل. نعم."), Labels({"وبالرباط": "B-LOC"}), load())
    assert [one.surface for one in names] == ["الرباط"]


MODEL = """
import sys, torch
from transformers import BertConfig, BertForTokenClassification
from camel_tools.ner import NERecognizer
letters = sorted(set("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ.،?"))
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + letter for letter in letters)]
labels = dict(enumerate(NERecognizer.labels()))
torch.manual_seed(5)
config = BertConfig(vocab_size=len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
                    intermediate_size=32, max_position_embeddings=256, id2label=labels,
                    label2id={label: at for at, label in labels.items()})
model = BertForTokenClassification(config)
with torch.no_grad():
    model.classifier.bias[NERecognizer.labels().index("B-LOC")] = 9.0
model.save_pretrained(sys.argv[1])
open(sys.argv[1] + "/vocab.txt", "w", encoding="utf-8").write("\\n".join(words))
"""


def run(code, folder, *arguments):
    environment = {**os.environ, camel.FOLDER: str(folder), "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(
    find_spec("torch") is None or find_spec("transformers") is None, reason="torch is not installed: make neural"
)
def test_a_tiny_network_of_camel_tools_reads_names(folder):
    """A random BERT that calls every word a place: its labels arrive at the words that they were given to."""
    installed(folder)
    made = run(MODEL, folder, str(folder / "data" / "ner" / "tiny"))
    assert made.returncode == 0, made.stderr
    text = "غادر زعطوط مدينة قرطوبيا."
    code = (
        "import sys\n"
        "from pipeline import find\n"
        "print([(one.rule, one.surface) for one in find(sys.argv[1], names='camel') if one.rule[:5] == 'camel'])\n"
        "from pipeline.recogniser.camel import labeller\n"
        "print([len(one) for one in labeller().predict([sys.argv[1].split(), ['نعم']])])\n"
    )
    done = run(code, folder, text)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[4, 1]"
    assert "('camel: place', 'قرطوبيا')" in done.stdout
    assert Counter(done.stdout)["\ufffd"] == 0
