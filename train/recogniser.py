"""Train the recogniser from ../shared/data: word lists, then weights, then its scores on the dev parts (`make train`).

Minutes on one core, the same files every time: word clusters from the text (not the labels) of the openly licensed
corpora and from the official texts; what kind of name a word is part of from WikiFANE and AQMAR; the weights of the
first model from ANERcorp (news), those of the second from WikiFANE, AQMAR and a sample of Wojood. Press texts are never
read.
"""

import gzip
import math
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import pycrfsuite

from pipeline.lexicon import load
from pipeline.recogniser import knowledge
from pipeline.recogniser.crf import MODELS, Tagger, tagger
from pipeline.recogniser.feature import Features
from pipeline.recogniser.repeat import Chunk, repeat
from pipeline.recogniser.token import stem
from train.cluster import clusters
from train.corpus import KINDS, Tagged, entities, official, read

HERE = Path(__file__).parents[1]
MODEL = HERE / "pipeline" / "recogniser" / "model"
LABELLED = ("wikifane_gold", "aqmar", "wojood_sample", "anercorp")
NAMING = ("wikifane_gold", "aqmar")  # never the corpus that the weights learn from: its names would be believed
SIZES = (64, 256, 1024)
RARE = 4
DOCUMENT = 20
FOLDS = 5


def text(data: Path) -> list[Sequence[str]]:
    """The sentences that clusters are made from, each once."""
    ner = data / "ner"
    lines: list[Sequence[str]] = [part.words for name in LABELLED for part in read(ner / name / "train.conll.gz")]
    silver = (part.words for name in ("train", "extra") for part in read(ner / "panx_ar" / f"{name}.conll.gz"))
    lines.extend(dict.fromkeys(silver))
    lines.extend(line for line in official(data / "official" / "official.jsonl.gz") if line)
    return lines


def word_lines(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Every word that is not rare, with how common it is and its clusters."""
    counts = Counter(word for line in lines for word in line if word[0].isalpha())
    words = [word for word, count in counts.most_common() if count >= RARE]
    groups = clusters(lines, words, SIZES)
    for at, word in enumerate(words):
        yield "\t".join([word, str(int(math.log2(counts[word]))), *(str(group[at]) for group in groups)])


def name_lines(corpora: Sequence[Sequence[Tagged]]) -> Iterator[str]:
    """Every stem that stands in a name, with how often it does; then names of several words, with their kind."""
    total: Counter[str] = Counter()
    tagged: defaultdict[str, Counter[str]] = defaultdict(Counter)
    names: dict[tuple[str, ...], str] = {}
    for corpus in corpora:
        for part in corpus:
            stems = [stem(word) for word in part.words]
            for word, tag in zip(stems, part.tags, strict=True):
                total[word] += 1
                if tag != "O" and word[0].isalpha():
                    tagged[word][tag] += 1
            for start, end, kind in entities(part.tags):
                if end - start > 1:
                    names[tuple(stems[start:end])] = kind
    for word, tags in sorted(tagged.items()):
        yield f"{word}\t{' '.join(_share(tag, count, total[word]) for tag, count in sorted(tags.items()))}"
    for words, kind in sorted(names.items()):
        yield f"{' '.join(words)}\t{kind}"


def _share(tag: str, count: int, total: int) -> str:
    """A tag, how often it is meant (0 seldom to 3 mostly), and + where that was seen four times."""
    share = count / total
    return f"{tag}{(share > 0.05) + (share > 0.3) + (share > 0.7)}{'+' if count >= 4 else ''}"


def write(name: str, lines: Iterator[str]) -> None:
    """A word list beside the weights."""
    content = "".join(f"{line}\n" for line in lines).encode()
    (MODEL / name).write_bytes(gzip.compress(content, 9, mtime=0))


Lesson = tuple[Tagged, Features]


def blind(corpora: Sequence[Sequence[Tagged]], words: Mapping[str, knowledge.Known]) -> Iterator[Lesson]:
    """The sentences of the corpora that names are taken from, each with features that have not seen its own names."""
    for fold in range(FOLDS):
        seen = [[part for at, part in enumerate(corpus) if at * FOLDS // len(corpus) != fold] for corpus in corpora]
        names = ((name, value) for name, value in (line.split("\t") for line in name_lines(seen)))
        features = Features(knowledge.of(load(), names, words))
        for corpus in corpora:
            yield from ((part, features) for at, part in enumerate(corpus) if at * FOLDS // len(corpus) == fold)


def learn(name: str, lessons: Iterable[Lesson], c1: float, rounds: int) -> None:
    """Weights from tagged sentences; `c1` is how hard useless weights are pressed to nothing."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for part, features in lessons:
        trainer.append(pycrfsuite.ItemSequence(features(part.words, part.read)), part.tags)
    trainer.set_params({"c1": c1, "c2": 0.05, "max_iterations": rounds, "feature.possible_transitions": False})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        trainer.train(str(path))
        (MODEL / name).write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def in_corpus_words(part: Tagged, found: Sequence[Chunk]) -> set[tuple[int, int, str]]:
    """Names counted in the corpus's own words."""
    tags = ["O"] * len(part.words)
    for start, end, kind, *_ in found:
        tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    whole = [next((tags[at] for at in pieces if tags[at] != "O"), "O") for pieces in part.pieces]
    return entities(whole)


def tagged(corpus: Sequence[Tagged], model: Tagger) -> Iterator[list[Chunk]]:
    """The names of every sentence, DOCUMENT sentences at a time: the corpora do not say where an article ends."""
    for start in range(0, len(corpus), DOCUMENT):
        parts = corpus[start : start + DOCUMENT]
        tags = [model.tag(part.words, part.read) for part in parts]
        yield from repeat([part.words for part in parts], tags, model.knowledge)


def scores(corpus: Sequence[Tagged]) -> str:
    """Precision, recall and F1 of whole names, together and by kind."""
    model = tagger(load())
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for part, chunks in zip(corpus, tagged(corpus, model), strict=True):
        gold, ours = entities(part.gold), in_corpus_words(part, chunks)
        for names, counter in ((gold, wanted), (ours, found), (gold & ours, right)):
            counter.update(kind for _, _, kind in names)
            counter["all"] += len(names)
    rows = []
    for kind in ("all", *KINDS):
        precision, recall = right[kind] / max(found[kind], 1), right[kind] / max(wanted[kind], 1)
        rows.append(f"{kind} {precision:.3f} {recall:.3f} {2 * right[kind] / max(found[kind] + wanted[kind], 1):.3f}")
    return " | ".join(rows)


def main(data: Path) -> None:
    """Write the word lists and the weights, then print scores."""
    start = time.perf_counter()
    ner = data / "ner"
    corpora = {name: read(ner / name / "train.conll.gz") for name in LABELLED}
    encyclopaedias = [corpora[name] for name in NAMING]
    write("words.tsv.gz", word_lines(text(data)))
    write("names.tsv.gz", name_lines(encyclopaedias))
    print(f"word lists: {time.perf_counter() - start:.0f} s")
    knowing = knowledge.load(load())
    everything = Features(knowing)
    learn(MODELS[0], ((part, everything) for part in corpora["anercorp"]), 0.1, 120)
    print(f"first model: {time.perf_counter() - start:.0f} s")
    rest = ((part, everything) for part in corpora["wojood_sample"])
    learn(MODELS[1], chain(blind(encyclopaedias, knowing.words), rest), 0.3, 100)
    size = sum(path.stat().st_size for path in MODEL.iterdir())
    print(f"second model: {time.perf_counter() - start:.0f} s, {size / 1e6:.1f} MB with the word lists")
    print("dev: precision, recall, F1")
    for name in ("anercorp", "aqmar", "wikifane_gold", "wojood_sample"):
        print(f"{name}: {scores(read(ner / name / 'dev.conll.gz'))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "shared" / "data")
