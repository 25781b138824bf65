"""TimeML is well-formed whatever the text is, and holds all of it."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from gold_table import document
from strategies import any_text, press

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.timeml import timeml


@given(st.one_of(press, any_text))
@settings(max_examples=100, deadline=None)
def test_any_text_is_well_formed_and_whole(text):
    source = document(text)
    root = ET.fromstring(timeml(source, analyse(source, load()).mentions).encode())
    kept = "".join(root.find("TEXT").itertext())
    # XML turns every line end into one line feed and cannot hold control characters.
    assert re.sub(r"[\r\n]+", "\n", kept) == re.sub(
        r"[\r\n]+", "\n", re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    )
