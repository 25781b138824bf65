"""What is found in a sentence, as words that full-text search can ask for: kinds, units, places, status, outlet, year.

Words and tags are one index, newest sentence first: any words with any filters are one question to it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pipeline.records import DOUBTFUL
from pipeline.store.value import Row

# What may be asked for, and the letter by which its tags are known.
FACETS: Mapping[str, str] = {
    "kind": "k",
    "status": "s",
    "unit": "u",
    "place": "p",
    "outlet": "o",
    "year": "y",
}
UNKNOWN = "unknown"
_NAMES = {letter: name for name, letter in FACETS.items()}
# A tag is one word of nothing but letters and digits, which no text holds; Z sets apart what is neither.
_MARK = "Z"
_APART = re.compile("[^A-Ya-y0-9\u0621-\u063a\u0641-\u064a]")
_WRITTEN = re.compile(f"{_MARK}(?P<code>[0-9a-f]+){_MARK}")


def tag(facet: str, value: str) -> str:
    """`unit`, `health_centre` -> `ZuhealthZ5fZcentre`."""
    return f"{_MARK}{FACETS[facet]}" + _APART.sub(lambda match: f"{_MARK}{ord(match[0]):x}{_MARK}", value)


def untag(word: str) -> tuple[str, str] | None:
    """`ZuhealthZ5fZcentre` -> (`unit`, `health_centre`); None for what is no tag."""
    if not word.startswith(_MARK) or word[1:2] not in _NAMES:
        return None
    return _NAMES[word[1]], _WRITTEN.sub(lambda match: chr(int(match["code"], 16)), word[2:])


def put_tags(rows: Mapping[str, list[Row]]) -> None:
    """Say on every sentence of a document what is found in it, once all its other rows are as they will be."""
    (document,) = rows["documents"]
    published = document["published_on"]
    common = [("year", str(published)[:4] if published else UNKNOWN), ("outlet", str(document["publisher"] or UNKNOWN))]
    found: dict[object, set[tuple[str, str]]] = defaultdict(set)
    parents = _parents(rows["contributions"])
    for sentence, facet, value in _found(rows):
        found[sentence].add((facet, value))
        if facet == "place":
            found[sentence].update(("place", above) for above in ancestors(value, parents))
    for row in rows["sentences"]:
        row["tags"] = " ".join(tag(*one) for one in sorted({*common, *found[row["id"]]}))


def _found(rows: Mapping[str, list[Row]]) -> Iterator[tuple[object, str, str]]:
    """(sentence, facet, value) of everything that is sure enough."""
    for row in rows["findings"]:
        yield row["sentence_id"], "kind", str(row["kind"])
    for table, columns in (
        ("figures", {"unit": "unit"}),
        ("facts", {"unit": "unit", "status": "status", "place_id": "place"}),
    ):
        for row in rows[table]:
            if float(str(row["confidence"])) > DOUBTFUL:
                for column, facet in columns.items():
                    if row.get(column):
                        yield row["sentence_id"], facet, str(row[column])
    for row in rows["mentions"]:
        if row["kind"] == "place" and row["entity_id"] and float(str(row["confidence"])) > DOUBTFUL:
            yield row["sentence_id"], "place", str(row["entity_id"])


def _parents(contributions: Iterable[Row]) -> dict[str, str]:
    """What each place lies in, as the document's own rows tell."""
    told = {str(row["entity_id"]): json.loads(str(row["record"])).get("parent_id") for row in contributions}
    return {place: parent for place, parent in told.items() if parent}


def ancestors(place: str, parents: Mapping[str, str]) -> Iterator[str]:
    """What a place lies in: `commune/01.511.01.0` -> province/01.511, region/01, country/MA."""
    seen = {place}
    above = parents.get(place) or _by_code(place)
    while above and above not in seen:
        yield above
        seen.add(above)
        above = parents.get(above) or _by_code(above)


def _by_code(place: str) -> str | None:
    """Where the code of a Moroccan place says in which other it lies."""
    kind, _, code = place.partition("/")
    parts = code.split(".")
    match kind:
        case "region":
            return "country/MA"
        case "province":
            return f"region/{parts[0]}"
        case "commune" if len(parts) > 2:
            return f"province/{'.'.join(parts[:2])}"
        case _:
            return None
