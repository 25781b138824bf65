"""What holds for every table of words."""

import unicodedata

import pytest

from pipeline.lexicon import load
from pipeline.text import fold

TABLES = load().tables


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
