"""TODO: legal."""

from pipeline.extract.rule import Rule

KIND = "law"
RULES: tuple[Rule, ...] = ()
