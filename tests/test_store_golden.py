"""The golden database: five documents, every row of them, compared as text."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "golden"))
from rewrite import GOLDEN, golden


def test_the_golden_database():
    expected, found = GOLDEN.read_text("utf-8").splitlines(), golden().splitlines()
    lost = [line for line in expected if line not in found]
    added = [line for line in found if line not in expected]
    assert (lost, added) == ([], []), "where the change is right: make golden, and review the diff"
    assert found == expected
