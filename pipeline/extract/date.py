"""TODO: date."""

from pipeline.extract.rule import Rule

KIND = "date"
RULES: tuple[Rule, ...] = ()
