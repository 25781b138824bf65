"""TODO: place."""

from pipeline.extract.rule import Rule

KIND = "place"
RULES: tuple[Rule, ...] = ()
