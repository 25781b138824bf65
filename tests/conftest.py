"""What all tests share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared():
    """The folder of real texts beside the repository; what needs it says so where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the real texts (../shared) are not here")
    return SHARED
