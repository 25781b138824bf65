"""How a figure was reached: the number as written and how it composes, its qualifier, its unit and its noun."""

import re
import sqlite3
from collections.abc import Iterator
from decimal import Decimal

from pipeline.explain.number import composition, grouped, manner
from pipeline.explain.part import Parts, mark, reading
from pipeline.extract import extract
from pipeline.lexicon import Lexicon, Row, load
from pipeline.lexicon.noun import nouns
from pipeline.records import Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Number


def tell(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    """`8ر150 مليون دولار` -> 150.8 × 1,000,000, agency style, the currency, what it is related to."""
    lexicon = load()
    sentence = db.execute("SELECT * FROM sentences WHERE id = ?", [row["sentence_id"]]).fetchone()
    yield from reading(row)
    yield from _numbers(sentence, row, lexicon)
    if row["qualifier"]:
        yield "qualifier", row["qualifier"] + _said_by(sentence, row, lexicon)
    amount = str(row["value"]) + (f" to {row['value_max']}" if row["value_max"] is not None else "")
    if row["value_alt"] is not None:
        amount += f", or {row['value_alt']}: both readings stay open"
    unit = "/".join(part for part in (row["unit"], row["unit_per"]) if part)
    yield "value", " ".join(part for part in (row["qualifier"], amount, unit) if part)
    yield "dimension", row["dimension"] or ""
    yield from _unit(row, lexicon)
    yield "duration", row["iso8601"] or ""
    yield from _counts(db, row)


def _numbers(sentence: sqlite3.Row | None, row: sqlite3.Row, lexicon: Lexicon) -> Parts:
    """The numbers in the figure's words: as written, what they are made of, and in which manner they are written."""
    found = list(_raw(sentence, row, lexicon))
    if not found and row["rule"] in _DUAL:
        yield "number", "2, said by the dual of the noun"
    for at, mention in enumerate(found):
        value = mention.value
        if not isinstance(value, Number):
            continue
        made = composition(mention.surface, value.value, lexicon)
        yield ("number", "to")[min(at, 1)], " = ".join(part for part in (mark(mention.surface), made) if part)
        for line in manner(mention.surface, value, mention.rule):
            yield "written", line


def _raw(sentence: sqlite3.Row | None, row: sqlite3.Row, lexicon: Lexicon) -> Iterator[Mention]:
    """The raw numbers that stand in a figure, read again from its sentence."""
    if sentence is None:
        return
    start, end = sentence["start_char"], sentence["end_char"]
    text = sentence["text"]
    read = Sentence(row["document_id"], 0, Span(start, end), text, fold(text, start), sentence["zone"])
    for mention in extract(read, lexicon):
        if mention.kind == "number" and row["start_char"] <= mention.span.start < row["end_char"]:
            yield mention


_BEFORE = 70
_DUAL = frozenset({"dual", "two-of-a-time", "two-of-a-currency"})


def _said_by(sentence: sqlite3.Row | None, row: sqlite3.Row, lexicon: Lexicon) -> str:
    """The words of a qualifier: those in the figure, else those nearest around it."""
    rows = [*lexicon["qualifier"], *lexicon["bound_verb"]]
    words = {fold(word).text: word for one in rows if one["qualifier"] == row["qualifier"] for word in one.words}
    key = fold(row["surface"]).text
    inside = max((word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", key)), key=len, default=None)
    if inside is not None:
        return f", said by {mark(words[inside])}"
    if sentence is None:
        return ""
    text, start = sentence["text"], sentence["start_char"]
    before = fold(text[max(0, row["start_char"] - start - _BEFORE) : row["start_char"] - start]).text
    after = fold(text[row["end_char"] - start : row["end_char"] - start + _BEFORE]).text
    near = [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", f"{before} {after}")]
    word = max(near, key=len, default=None)
    return f", said by {mark(words[word])}, which stands apart" if word else ", told by the words around it"


def _unit(row: sqlite3.Row, lexicon: Lexicon) -> Parts:
    """The row of the lexicon that gives the unit, and the same amount in the standard unit."""
    if not row["unit"]:
        return
    found = _row(row, lexicon)
    if found is not None:
        table, one = found
        yield "unit", f"{row['unit']}: {mark(one.word)} in the table {table}"
    if row["value_si"] is not None:
        factor = Decimal(str(row["value_si"])) / Decimal(str(row["value"])) if row["value"] else Decimal(1)
        plain = factor == round(factor, 12)
        sum_of = f"{grouped(row['value'])} × {grouped(factor)} = " if plain and factor != 1 else ""
        unit = "" if row["unit_si"] in (None, "1") else f" {row['unit_si']}"
        yield "normalised", f"{sum_of}{grouped(row['value_si'])}{unit}"


def _row(row: sqlite3.Row, lexicon: Lexicon) -> tuple[str, Row] | None:
    if row["dimension"] == "percent" and row["unit"] in ("percent", "per_mille"):
        return next((("percent", one) for one in lexicon["percent"] if one["unit"] == row["unit"]), None)
    lemma = fold(row["noun_lemma"] or "").text
    if row["dimension"] == "money":
        one = lexicon["currency"].find(lemma)
        return ("currency", one) if one is not None else None
    unit = nouns(lexicon).unit.get(lemma)
    return ("unit", unit) if unit is not None else None


def _counts(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    """The noun as written and its singular, the antecedent, the related figure."""
    if row["noun"]:
        where = " of the antecedent" if row["related_id"] and not row["relation"] else ""
        yield (
            "counts",
            mark(row["noun"]) + where + (f", that is {mark(row['noun_lemma'])}" if row["noun_lemma"] else ""),
        )
    elif row["noun_lemma"]:
        yield "counts", f"{mark(row['noun_lemma'])}, which stands elsewhere in the text"
    if row["related_id"]:
        other = db.execute("SELECT surface FROM figures WHERE id = ?", [row["related_id"]]).fetchone()
        words = f" {mark(other['surface'])}" if other else ""
        yield row["relation"] or "antecedent", f"{row['related_id']}{words}"
