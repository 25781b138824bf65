"""What a figure takes of the text around its sentence: the place of the sentence before, or of the whole document."""

from collections.abc import Mapping
from functools import lru_cache

from pipeline.facts import relation
from pipeline.facts.clause import openers
from pipeline.facts.passage import Passage
from pipeline.facts.scene import Group, Taken
from pipeline.facts.slot import Setting
from pipeline.lexicon import Lexicon
from pipeline.records import Document, Event, Mention
from pipeline.text import fold
from pipeline.values import Figure

# These words at the front turn to another matter.
TURNING = frozenset({"next", "contrast"})
_ABSTRACT = frozenset(
    {None, "country", "region", "continent", "time", "axis", "aspect", "point", "step", "goal", "match", "vote"}
)
# «أربعة عناصر», «شخص واحد»: so few of what no unit names are told off rather than counted.
_FEW = 4


def from_previous(
    passage: Passage, setting: Setting, document: Document, target: Mention, lexicon: Lexicon
) -> Taken | None:
    """The place that the sentence before ended with, where this one goes on with the matter."""
    value = target.value
    if setting.place is None or not isinstance(value, Figure) or value.dimension != "count" or value.noun is None:
        return None
    scene = passage.scene
    between = document.text[setting.end : scene.sentence.span.start]
    if "\n" in between or relation.is_other(scene, target) or _is_told_off(value):
        return None
    table, first = openers(lexicon), scene.clauses[0].tokens[0].word.key
    turns = table.kinds.get(first) in TURNING or (first[:1] == "و" and first[1:] in table.of["leading"])
    return None if turns else Taken(setting.place, "previous")


def from_document(passage: Passage, about: Mention | None, target: Mention | Event, lexicon: Lexicon) -> Taken | None:
    """The place that the document is about, where the sentence names no other and speaks of no other nation."""
    value = target.value if isinstance(target, Mention) else None
    if about is None or not isinstance(value, Figure):
        return None
    counts = value.dimension == "count" and value.unit not in _ABSTRACT and not _is_told_off(value)
    if not counts and value.dimension != "percent":
        return None
    here = {one.entity_id for one in passage.mentions if one.kind == "place"}
    apart = _is_of_another(passage, about, target, lexicon) or _is_of_state(passage, about, lexicon)
    if not here <= {about.entity_id} or apart:
        return None
    return Taken(Group((about,)), "document")


def _is_told_off(value: Figure) -> bool:
    return value.value <= (_FEW if value.unit is None else 1)


def _is_of_another(passage: Passage, about: Mention, target: Mention | Event, lexicon: Lexicon) -> bool:
    """Whether a figure's clause names another nation: «الرئيس الفرنسي خفض الأجور بـ30 في المائة»."""
    chain = {place.id for place in lexicon.atlas.chain(about.entity_id or "")}
    nations, scene = _nations(lexicon), passage.scene
    if not scene.clauses:
        return False
    clause = scene.clauses[scene.clause_of(target.span.start)]
    named = {nations[token.word.key] for token in clause.tokens if token.word.key in nations}
    return bool(named) and not any(f"country/{nation}" in chain for nation in named)


def _is_of_state(passage: Passage, about: Mention, lexicon: Lexicon) -> bool:
    """Whether a sentence speaks of the state, in a text about a town: «رصدت الدولة 30 ألف منصب»."""
    if (about.entity_id or "").startswith("country/"):
        return False
    words = openers(lexicon).of["state"]
    told = (token.word.key for clause in passage.scene.clauses for token in clause.tokens)
    return any(word.lstrip("وبل") in words for word in told)


@lru_cache(maxsize=8)
def _nations(lexicon: Lexicon) -> Mapping[str, str]:
    """The country of each adjective of a nation, definite or not."""
    found: dict[str, str] = {}
    for row in lexicon["nationality"]:
        for word in row.words:
            key = fold(word).text
            found |= {key: row["country"], key.removeprefix("ال"): row["country"]}
    return found
