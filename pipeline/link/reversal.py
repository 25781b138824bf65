"""Numbers of laws that an extractor may have turned round: «القانون رقم 22.08» where the text speaks of 08.22."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.text import fold
from pipeline.values import Legal

RULE = "legal: number perhaps turned round"
CONFIDENCE = 0.3
_GROUPS = {"organic_law": "law", "framework_law": "law"}
# Morocco numbers its dahirs and decrees 1.23.50, 2.22.1061, 3.53.25: the first part is one of these.
_SERIES = frozenset({"1", "2", "3"})
_PARTS = 3


def doubted(mentions: Sequence[Mention], lexicon: Lexicon, country: str) -> list[Mention]:
    """The mentions, those whose number reads better the other way with both readings, to be linked to neither.

    `مرسوم رقم 605.20.2` -> decree/605.20.2|2.20.605|2.02.506; «22.08», once, in a text that says 08.22 again and again.
    """
    laws = [mention.value for mention in mentions if isinstance(mention.value, Legal) and mention.value.number]
    cited = Counter((_group(law), law.number) for law in laws)
    titles = {(_group(law), law.number, fold(law.title).text) for law in laws if law.title}
    found = []
    for mention in mentions:
        law = mention.value
        if not isinstance(law, Legal) or not law.number or country != "MA":
            found.append(mention)
            continue
        readings = _readings(law, cited, titles, lexicon)
        value = replace(law, alternatives=readings)
        found.append(replace(mention, value=value, rule=RULE, confidence=CONFIDENCE) if readings else mention)
    return found


def _readings(
    law: Legal, cited: Counter[tuple[str, str | None]], titles: Iterable[tuple[str, str | None, str]], lexicon: Lexicon
) -> tuple[str, ...]:
    """The other ways to read a number that is doubtful: its parts turned round, or its very digits."""
    number = law.number or ""
    other, mirrored = ".".join(reversed(number.split("."))), number[::-1]
    if _is_out_of_series(law):
        return tuple(dict.fromkeys((other, mirrored)))
    doubt = other != number and (_is_slip(law, other, cited, titles) or _is_known(law, other, lexicon))
    return (other,) if doubt else ()


def _group(law: Legal) -> str:
    return _GROUPS.get(law.type, law.type)


def _is_out_of_series(law: Legal) -> bool:
    parts = (law.number or "").split(".")
    if law.type not in {"decree", "dahir"} or len(parts) != _PARTS:
        return False
    return parts[0] not in _SERIES and parts[-1] in _SERIES


def _is_slip(
    law: Legal, other: str, cited: Counter[tuple[str, str | None]], titles: Iterable[tuple[str, str | None, str]]
) -> bool:
    """Whether the text writes the other number more than once and this one once, or both of one title."""
    group = _group(law)
    if cited[group, other] > 1 and cited[group, law.number] == 1:
        return True
    return law.title is not None and (group, other, fold(law.title).text) in titles and cited[group, law.number] == 1


def _is_known(law: Legal, other: str, lexicon: Lexicon) -> bool:
    """Whether the title is that of a code whose number is the other one: «القانون رقم 99.65 المتعلق بمدونة الشغل»."""
    title = fold(law.title or "").text
    return any(
        row["number"] == other and any(title.startswith(fold(word).text) for word in row.words)
        for row in lexicon["legal_name"]
    )
