"""Which legal text a citation means: by its number, by its name, or by the year of a finance law.

Ids: `law/08.22` (organic and framework laws too), `bill/45.13`, `decree/2.22.1061`, `dahir/1.23.50`, `order/1096.26`,
`code/penal`, `constitution/MA`, `convention/crc`. In a document of another country, or of a text called that country's,
its ISO code stands before the number: `law/DZ/18.11`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Entity, Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Legal

_PREFIX = {"organic_law": "law", "framework_law": "law"}
_YEAR = re.compile(r"\d{4}$")


@dataclass(frozen=True, slots=True)
class Setting:
    """The country whose law a document follows, and whether the document speaks of another one."""

    country: str = "MA"
    abroad: bool = False


def choose(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon, setting: Setting
) -> Mapping[Span, str | None]:
    """The entity of every citation that has a number or a known name.

    Where the text speaks of another country, «الدستور» may be that country's: it stays NULL.
    """
    found: dict[Span, str | None] = {}
    for mention in mentions:
        value = mention.value
        if not isinstance(value, Legal):
            continue
        if value.alternatives:
            found[mention.span] = None
            continue
        called = _country(sentences, mention, lexicon)
        unsure = setting.abroad and called is None and not value.number and value.type != "convention"
        found[mention.span] = None if unsure else identity_of(value, lexicon, called or setting.country)
    finance = {identity for identity in found.values() if identity and _is_finance(identity, lexicon)}
    for mention in mentions:
        if (
            found.get(mention.span) is None
            and isinstance(mention.value, Legal)
            and _is_bare_finance(mention.value, lexicon)
        ):
            kind = _PREFIX.get(mention.value.type, mention.value.type)
            alike = sorted(identity for identity in finance if identity.startswith(f"{kind}/"))
            found[mention.span] = alike[0] if len(alike) == 1 else None
    return found


def identity_of(value: Legal, lexicon: Lexicon, country: str = "MA") -> str | None:
    """`Legal("law", "08.22")` -> `law/08.22`; None for a name that stands for no text in particular."""
    kind = _PREFIX.get(value.type, value.type)
    inside = "" if country == "MA" else f"{country}/"
    if value.number:
        return f"{kind}/{inside}{value.number}"
    if not value.name:
        return None
    row = lexicon["legal_name"].find(fold(_YEAR.sub("", value.name)).text)
    if row is None or not row["id"]:
        return None
    group, _, key = row["id"].partition("/")
    if key == "finance":
        return _finance(value.name, kind, inside, lexicon)
    if group == "constitution":
        return f"constitution/{country}"
    if group == "convention":
        return row["id"]
    if kind == "bill":
        return f"bill/{inside}{key}"
    return f"law/{row['number']}" if group == "law" and row["number"] and not inside else f"{group}/{inside}{key}"


def _finance(name: str, kind: str, inside: str, lexicon: Lexicon) -> str | None:
    year = _YEAR.search(name)
    if year is None:
        return None
    number = next((row["number"] for row in lexicon["finance_law"] if row["year"] == year[0]), None)
    return f"{kind}/{number}" if number and not inside else f"{kind}/{inside}finance.{year[0]}"


def _is_bare_finance(value: Legal, lexicon: Lexicon) -> bool:
    row = lexicon["legal_name"].find(fold(value.name).text) if value.name and not value.number else None
    return row is not None and row["id"] == "law/finance"


def _is_finance(identity: str, lexicon: Lexicon) -> bool:
    number = identity.partition("/")[2]
    return "finance." in number or any(row["number"] == number for row in lexicon["finance_law"])


@lru_cache(maxsize=8)
def _nationality(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s{{1,3}}(?P<nationality>{lexicon['nationality'].pattern})(?![^\W\d_])")


def _country(sentences: Sequence[Sentence], mention: Mention, lexicon: Lexicon) -> str | None:
    """The country that a text is called after: `الدستور الفرنسي` -> FR."""
    sentence = sentences[mention.sentence]
    after = fold(sentence.text[mention.span.end - sentence.span.start :][:40]).text
    hit = _nationality(lexicon).match(after)
    row = lexicon["nationality"].find(hit["nationality"]) if hit else None
    return row["country"] if row else None


def entities(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The legal texts cited, each called by its type, its number and the longest title that the document states."""
    cited: dict[str, list[tuple[Legal, str]]] = {}
    for mention in mentions:
        if mention.kind == "law" and mention.entity_id and isinstance(mention.value, Legal):
            cited.setdefault(mention.entity_id, []).append((mention.value, " ".join(mention.surface.split())))
    return [_entity(identity, values, lexicon) for identity, values in cited.items()]


def _entity(identity: str, cited: Sequence[tuple[Legal, str]], lexicon: Lexicon) -> Entity:
    name = _name([value for value, _ in cited], lexicon)
    aliases = {surface for _, surface in cited if fold(surface).text != fold(name).text}
    return Entity(
        id=identity,
        kind=identity.partition("/")[0],
        name_ar=name,
        code=next((value.number for value, _ in cited if value.number), None) or _known_number(identity, lexicon),
        aliases=tuple(sorted(aliases)),
    )


def _known_number(identity: str, lexicon: Lexicon) -> str | None:
    """A finance law's number by its year, a code's by its name."""
    tail = identity.partition("/")[2]
    if re.fullmatch(r"\d+(?:\.\d+)+", tail):
        return tail
    return next((row["number"] for row in lexicon["legal_name"] if row["id"] == identity and row["number"]), None)


def _name(values: Sequence[Legal], lexicon: Lexicon) -> str:
    numbered = [value for value in values if value.number]
    if not numbered:
        return max((value.name or "" for value in values), key=lambda name: (len(name), name))
    # organic_law and framework_law say more than law
    most = max(numbered, key=lambda value: (value.type != "law", len(value.type), value.type))
    types, titles = lexicon["legal_type"], lexicon["legal_title"]
    kind = next(row.word for row in types if row["type"] == most.type and row["count"] == "one")
    number = next(iter(lexicon["legal_number"])).word
    title = max((value.title or "" for value in numbered), key=lambda text: (len(text), text))
    about = next(iter(titles))
    return f"{kind} {number} {most.number}" + (f" {about.word} {about['joint']}{title}" if title else "")
