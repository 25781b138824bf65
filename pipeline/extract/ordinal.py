"""TODO: ordinal."""

from pipeline.extract.rule import Rule

KIND = "ordinal"
RULES: tuple[Rule, ...] = ()
