"""TODO: score."""

from pipeline.extract.rule import Rule

KIND = "score"
RULES: tuple[Rule, ...] = ()
