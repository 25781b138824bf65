"""How each figure and event is said: done or planned, added or lost, denied or conditional, and by whom."""

from collections.abc import Iterator, Sequence

from pipeline.context.change import change
from pipeline.context.clause import Clause, clause_at, clauses
from pipeline.context.line import Line, Quote
from pipeline.context.reach import Scene
from pipeline.context.speech import said
from pipeline.context.stance import condition, stance
from pipeline.context.status import status
from pipeline.context.stretch import Said
from pipeline.lexicon import Lexicon
from pipeline.records import Context, Cue, Document, Event, Mention, Sentence, Target
from pipeline.values import Figure

_STRETCHES = frozenset({"duration", "age"})
_STATED = "stated"  # the text tells it and no cue says more: the figure itself is the evidence


def contexts(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    targets: Sequence[Target],
    lexicon: Lexicon,
) -> tuple[Context, ...]:
    """The context of every target, in their order. Pure; raises nothing, whatever the text is.

    `مضيفة ⟦1430 سريرا⟧ إضافيا` -> additional
    `وأوضح الوزير أن الوزارة أنجزت ⟦90 مركزا⟧` -> completed, attributed, speaker الوزير
    """
    if not targets:
        return ()
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    last = max(target.sentence for target in targets)
    told = sentences[: last + 1]  # what is said after the last target is said of none
    lines = {one.position: Line(one, by_sentence.get(one.position, ())) for one in told if one.in_body}
    heard = _by_sentence(said(document, list(lines.values()), lexicon), sentences)
    parts: dict[int, tuple[Clause, ...]] = {}
    found = []
    for target in targets:
        line = lines.get(target.sentence)
        if line is None:
            found.append(Context())
            continue
        if target.sentence not in parts:
            parts[target.sentence] = tuple(clauses(line, lexicon))
        place = line.place(target.span)
        if place.start >= place.end:  # marks without a letter
            found.append(Context())
            continue
        own = parts[target.sentence]
        kind = {"is_stretch": _is_stretch(line, target), "is_event": isinstance(target, Event)}
        scene = Scene(line.text, own, clause_at(own, place.start), place, lexicon, **kind)
        covering = [one for one in heard.get(target.sentence, ()) if one.span.start <= target.span.start < one.span.end]
        found.append(_context(line, scene, sorted(covering, key=lambda one: one.span.end - one.span.start)))
    return tuple(found)


def _is_stretch(line: Line, target: Target) -> bool:
    """Whether a target is a time or an age: `3 سنوات`."""
    values = (one.value for one in line.mentions if one.kind == "figure" and one.span == target.span)
    return any(isinstance(value, Figure) and value.dimension in _STRETCHES for value in values)


def _by_sentence(heard: Sequence[Said], sentences: Sequence[Sentence]) -> dict[int, list[Said]]:
    """What is said, by every sentence that it reaches."""
    found: dict[int, list[Said]] = {}
    for one in heard:
        at = one.cue.sentence
        while at < len(sentences) and sentences[at].span.start < one.span.end:
            found.setdefault(at, []).append(one)
            at += 1
    return found


def _context(line: Line, scene: Scene, covering: Sequence[Said]) -> Context:
    """The slots of one target; `covering` is what is said around it, the closest first."""
    voice = next((one for one in covering if one.voice.named), None)
    cues = (*_claim(line, scene, covering), *_attribution(covering))
    return Context(
        **{cue.slot: cue.value for cue in cues}, speaker_mention=voice.voice.mention if voice else None, cues=cues
    )


def _claim(line: Line, scene: Scene, covering: Sequence[Said]) -> Iterator[Cue]:
    here = line.quote(scene.target)
    said = status(scene)
    yield line.cue("status", *said) if said else Cue("status", "reported", here.span, here.text, _STATED, here.sentence)
    changed = change(scene)
    if changed:
        yield line.cue("change", *changed)
    weak = stance(scene)
    if weak:
        yield line.cue("stance", *weak)
        words = condition(scene)
        if weak[0] == "conditional" and words:
            yield line.cue("condition", line.quote(words[0]).text, *words)
    elif covering:
        cue = covering[0].cue
        yield Cue("stance", "attributed", cue.span, cue.surface, cue.rule, cue.sentence)
    else:
        yield Cue("stance", "asserted", here.span, here.text, _STATED, here.sentence)


def _attribution(covering: Sequence[Said]) -> Iterator[Cue]:
    """Who says it, and the source that the text names: each from the closest that has one."""
    for slot in ("speaker", "source_text"):
        for one in covering:
            quote: Quote | None = one.voice.named if slot == "speaker" else one.voice.source
            if quote:
                yield Cue(slot, quote.text, quote.span, quote.text, one.cue.rule, quote.sentence)
                break
