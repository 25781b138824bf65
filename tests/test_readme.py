"""What the README promises, read from the README itself."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import find
from pipeline.store.schema import VIEWS

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PROSE = " ".join(README.split())
_DAY = r"\d{4}-\d\d-\d\d"


def examples():
    """The cells of the first table: what stands in the text, and what the README says of it."""
    table = README.partition("| in the text | in the database |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `([^`]+)` \| (.+) \|$", table, re.MULTILINE)


def read(words, cell):
    """What is found in the words alone, in the context that the cell states, as the cell writes it."""
    published = re.search(rf"in an article of ({_DAY})", cell)
    [mention] = [
        mention
        for mention in find(words, date.fromisoformat(published[1]) if published else None)
        if mention.kind in ("date", "figure", "law", "place")
    ]
    assert mention.surface == words
    if mention.kind == "date":
        days = (mention.value.start_date, mention.value.end_date)
        return "/".join(dict.fromkeys(day.isoformat() for day in days))
    if mention.kind == "figure":
        about = "about " if mention.value.qualifier == "approx" else ""
        unit = mention.value.unit
        return f"{about}{int(mention.value.value):,} {unit if unit.isupper() else unit.replace('_', ' ') + 's'}"
    return mention.entity_id


def test_the_first_table_has_its_rows():
    assert len(examples()) == README.partition("## Two commands")[0].count("\n| `") >= 7


@pytest.mark.parametrize(("words", "cell"), examples())
def test_a_cell_of_the_first_table_is_so(words, cell):
    value = re.match(rf"{_DAY}(?:/{_DAY})?|[^,]*(?:,\d{{3}})*[^,]*", cell)[0]
    assert read(words, cell) == value


def test_the_thursday_needs_its_article():
    [mention] = find("الخميس 11 دجنبر")
    assert mention.value.start_date is None


def test_two_readings_are_kept_where_nothing_decides():
    for words, value, other in re.findall(
        r"`(11\.338 \w+)` is (\d+)(?: in `value` and ([\d.]+) in `value_alt`)?", PROSE
    ):
        [figure] = find(words)
        assert (figure.value.value, figure.value.value_alt) == (Decimal(value), Decimal(other) if other else None)
    assert PROSE.count("`11.338 ") == 2


def test_it_names_the_views_that_hold_whole_documents():
    whole = {name for name, view in VIEWS.items() if "in_body = 1" not in view.sql().rpartition("WHERE")[2]}
    assert whole - {"v_documents", "v_entities"} == {"v_cells", "v_pages", "v_repairs", "v_consistency"}
    assert "The views of cells, pages, repairs and consistency hold whole documents." in PROSE
    # An entity stands as long as a current document names it.
    conditions = ("superseded_by IS NULL", "entities.standing > 0")
    current = {name for name, view in VIEWS.items() if any(condition in view.sql() for condition in conditions)}
    assert current == set(VIEWS)
