"""What holds for every table of words."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from context_table import read_contexts
from gold_fact import read_facts
from gold_table import read_table, tables

from pipeline.lexicon import load
from pipeline.lexicon.atlas import STRENGTHS
from pipeline.text import fold

TABLES = load().tables
ROOT = Path(__file__).parents[1]
SHARES = Path(__file__).parent / "lexicon_shares.json"
_WORLD = Locale("en")
# UM, ZZ and the like are no countries, but CLDR's two letters hold every code of ISO 3166.
COUNTRIES = {code for code in _WORLD.territories if re.fullmatch("[A-Z]{2}", code)} - {"EU", "UN", "XA", "XB", "ZZ"}
CURRENCIES = set(_WORLD.currencies)


def numbers(first, last):
    return {str(number) for number in range(first, last + 1)}


# What a column may hold, in every table that has it; an empty cell is no code.
CODES = {
    "exact": {"1"},
    "country": COUNTRIES,
    "regions": COUNTRIES,
    "month": numbers(1, 12),
    "weekday": numbers(1, 7),
    "hour": numbers(1, 12),
    "iso4217": CURRENCIES,
    "calendar": {"gregorian", "hijri", "libyan"},
    "strength": {*STRENGTHS, "rare", "club", "noun"},
    "modifier": {"START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"},
    "qualifier": {"approx", "more_than", "less_than", "at_least", "at_most"},
    "grain": {"day", "weekend", "week", "month", "quarter", "half", "year", "decade", "century"},
    "relation": {"implements", "amends", "repeals", "cites"},
    "ids": set(load().atlas.places),
}


@pytest.mark.parametrize(
    ("name", "column"),
    [(name, column) for name, table in TABLES.items() for column in table.columns if column in CODES],
)
def test_codes_are_valid(name, column):
    wrong = []
    for row in TABLES[name]:
        # A currency's country is a pair, `AED:AE`, or several.
        codes = row[column].replace(":", " ").split()
        known = CODES[column] | CURRENCIES if (name, column) == ("currency", "country") else CODES[column]
        wrong += [(row.line, code) for code in codes if code not in known]
    assert wrong == []


def test_numbers_are_numbers():
    for name, column in (("unit", "factor"), ("currency", "factor"), ("ordinal", "value"), ("finance_law", "year")):
        for row in TABLES[name]:
            assert re.fullmatch(r"(?:\d+(?:\.\d+)?)?", row[column]), f"{name}:{row.line}: {row[column]}"


@cache
def gold_words():
    """The folded words of every gold table and of the samples, one blank between two."""
    texts = [row.text for path in tables() for row in read_table(path)] + [row.text for row in read_contexts()]
    texts += [row.text for row in read_facts()]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "corpus").glob("*.[thj]*")) if path.suffix != ".toml"]
    return " " + re.sub(r"[^\w%]+", " ", fold("\n".join(texts)).text) + " "


def met(row):
    """Whether a form of a row stands in a gold text or a sample, with or without a clitic before it."""
    text = gold_words()
    for word in row.words:
        key = re.sub(r"[^\w%]+", " ", fold(word).text).strip()
        if key and any(f" {clitic}{key} " in text for clitic in ("", "و", "ب", "ل", "ف", "ك", "ال", "وال", "بال")):
            return True
    return False


def shares():
    return {
        name: round(sum(map(met, table)) / len(table.rows), 3) for name, table in sorted(TABLES.items()) if table.rows
    }


def test_the_share_of_rows_whose_words_a_gold_text_holds_does_not_sink():
    """Not that each row is needed: that a table does not grow by words that no text of ours shows.

    The floors stand a little below what was measured; `python tests/test_lexicon.py` measures them anew.
    """
    floors = json.loads(SHARES.read_text("utf-8"))
    now = shares()
    assert {name: share for name, share in now.items() if share < floors.get(name, 0)} == {}
    assert set(floors) <= set(now), "a table is gone: measure anew"


@pytest.mark.parametrize("name", sorted(TABLES))
class TestTable:
    def test_ends_with_source_note_and_word(self, name):
        assert TABLES[name].columns[-3:] == ("source", "note", "word")

    def test_words_are_clean(self, name):
        for row in TABLES[name]:
            for word in row.words:
                codes = " ".join(f"U+{ord(char):04X}" for char in word)
                assert word == unicodedata.normalize("NFC", word), f"{name}:{row.line}: not NFC: {codes}"
                assert not any(unicodedata.category(char) in ("Cf", "Cc", "Co") for char in word), (
                    f"{name}:{row.line}: {codes}"
                )
                assert not any("\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufeff" for char in word), (
                    f"{name}:{row.line}: {codes}"
                )
                assert "\u0640" not in word, f"{name}:{row.line}: tatweel"
                assert word == " ".join(word.split()), f"{name}:{row.line}: stray spaces"

    def test_keys_are_unique(self, name):
        seen = {}
        for row in TABLES[name]:
            for word in row.words:
                key = fold(word).text
                assert key not in seen, f"{name}:{row.line}: {word} stands in line {seen[key]} too"
                seen[key] = row.line

    def test_every_row_is_found_by_its_own_words(self, name):
        for row in TABLES[name]:
            for word in row.words:
                assert TABLES[name].find(fold(word).text, word) == row


if __name__ == "__main__":
    SHARES.write_text(
        json.dumps({name: max(0, round(share - 0.05, 2)) for name, share in shares().items()}, indent=2) + "\n", "utf-8"
    )
