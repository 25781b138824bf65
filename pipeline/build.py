"""Sources to database: the module where the stages meet."""

from pipeline.ingest import Reach
from pipeline.run.across import compare_database as compare
from pipeline.run.analysis import Analysis, analyse
from pipeline.run.ingest import ingest, remove
from pipeline.run.report import Event, Failure, Options, Summary, Undated
from pipeline.run.version import rules_version

__all__ = [
    "Analysis",
    "Event",
    "Failure",
    "Options",
    "Reach",
    "Summary",
    "Undated",
    "analyse",
    "compare",
    "ingest",
    "remove",
    "rules_version",
]
