"""Names that no rule reads: a small statistical model (a conditional random field) of persons, places, organisations.

Its weights and word lists stand in `model/` under their own licence (CC BY-SA 4.0, see ATTRIBUTION.md there). Nothing
is read from the disk before the first sentence.
"""

from pipeline.recogniser.crf import Recognised, Tagger, recognise, tagger
from pipeline.recogniser.document import unread_names

__all__ = ["Recognised", "Tagger", "recognise", "tagger", "unread_names"]
