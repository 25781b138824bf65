"""TODO: number."""

from pipeline.extract.rule import Rule

KIND = "number"
RULES: tuple[Rule, ...] = ()
