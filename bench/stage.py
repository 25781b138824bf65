"""How long each stage of an analysis takes, and each extractor within it, whatever stages and extractors there are."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from pipeline.extract import EXTRACTORS
from pipeline.extract.rule import Reader, compile_rule
from pipeline.lexicon import Lexicon
from pipeline.nlp import sentences
from pipeline.records import Document
from pipeline.run import analysis
from pipeline.text import fold

PASSES = 3


def stages(documents: Sequence[Document], lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """Every stage with the seconds of this core that it takes; the best of three passes counts."""
    yield "fold", best(lambda: {"": timed(lambda: [fold(item.text) for item in documents])})[""]
    passes = best(lambda: _analysed(documents, lexicon))
    within = best(lambda: _extracted(documents, lexicon))
    for stage, seconds in passes.items():
        yield stage, seconds
        if stage == "extract":
            yield from ((f"· {name}", taken) for name, taken in within.items())


def best(work: Callable[[], dict[str, float]]) -> dict[str, float]:
    """The quickest of three passes, for each part."""
    passes = [work() for _ in range(PASSES)]
    return {name: min(each[name] for each in passes) for name in passes[0]}


def timed(work: Callable[[], object]) -> float:
    """The seconds of this core that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _analysed(documents: Sequence[Document], lexicon: Lexicon) -> dict[str, float]:
    with _watched() as seconds:
        whole = timed(lambda: [analysis.analyse(item, lexicon) for item in documents])
    return {**seconds, "the whole analysis": whole}


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """What `analyse` calls of other modules, each timed."""
    seconds: dict[str, float] = defaultdict(float)

    def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return function(*args, **named)
            finally:
                seconds[name] += time.process_time() - start

        return call

    own = dict(vars(analysis))
    steps = {
        name: item
        for name, item in own.items()
        if isinstance(item, FunctionType) and item.__module__ != analysis.__name__
    }
    vars(analysis).update({name: watched(name, step) for name, step in steps.items() if name != "dataclass"})
    try:
        yield seconds
    finally:
        vars(analysis).update(steps)


def _extracted(documents: Sequence[Document], lexicon: Lexicon) -> dict[str, float]:
    """The seconds of each extractor, in their order, on sentences that the earlier ones have read."""
    compiled = {
        name: (module.KIND, [compile_rule(rule, lexicon) for rule in module.RULES])
        for name, module in EXTRACTORS.items()
    }
    parts = [sentence for item in documents for sentence in sentences(item)]
    seconds = dict.fromkeys(compiled, 0.0)
    for sentence in parts:
        reader = Reader(sentence, lexicon)
        for name, (kind, rules) in compiled.items():
            start = time.process_time()
            reader.read(kind, rules)
            seconds[name] += time.process_time() - start
    return seconds
