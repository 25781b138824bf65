"""The contracts of import-linter name every module that there is, so that a new one cannot slip past them."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
FLOORS = next(contract for contract in LINTER["contracts"] if contract["type"] == "layers")
FORBIDDEN = [contract for contract in LINTER["contracts"] if contract["type"] == "forbidden"]
MODULES = {
    path.stem
    for path in (ROOT / "pipeline").iterdir()
    if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()
}
# Who may use each package, and what only passes on: the entry point, which imports the command alone.
USERS = {
    "spacy": {"nlp", "language"},
    "sqlite_utils": {"store"},
    "click": {"cli"},
    "datasette": {"site"},
    "trafilatura": {"ingest"},
    "pdfplumber": {"ingest"},
    "pypdfium2": {"ingest"},
    "pycrfsuite": {"recogniser"},
}
ENTRY = {"__main__"}


def test_every_module_stands_on_a_floor():
    floors = [name.strip() for floor in FLOORS["layers"] for name in floor.split("|")]
    assert len(floors) == len(set(floors))
    assert set(floors) == MODULES


def test_every_package_has_its_contract():
    assert {contract["forbidden_modules"][0] for contract in FORBIDDEN} == set(USERS)


@pytest.mark.parametrize("contract", FORBIDDEN, ids=lambda contract: contract["forbidden_modules"][0])
def test_a_package_is_forbidden_to_every_other_module(contract):
    [package] = contract["forbidden_modules"]
    named = {name.removeprefix("pipeline.") for name in contract["source_modules"]}
    assert MODULES - USERS[package] - ENTRY - named == set(), "not held by the contract"
    assert named - MODULES == set(), "not a module"
    assert named & USERS[package] == set()
