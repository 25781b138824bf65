"""What the command says: lines that a person reads, and records for programs."""

from pipeline.report.across import comparison_lines, comparison_record, difference_lines
from pipeline.report.evaluation import (
    error_line,
    evaluation_lines,
    evaluation_record,
    finding_lines,
    verification_lines,
    verification_record,
)
from pipeline.report.line import isolated
from pipeline.report.mention import answer_lines, explanation_lines, mention_line, mention_record, value_of
from pipeline.report.publication import publication_lines, publication_record
from pipeline.report.reading import document_record, page_lines, repairs_line
from pipeline.report.summary import exit_code, failure_lines, summary_lines, summary_record

__all__ = [
    "answer_lines",
    "comparison_lines",
    "comparison_record",
    "difference_lines",
    "document_record",
    "error_line",
    "evaluation_lines",
    "evaluation_record",
    "exit_code",
    "explanation_lines",
    "failure_lines",
    "finding_lines",
    "isolated",
    "mention_line",
    "mention_record",
    "page_lines",
    "publication_lines",
    "publication_record",
    "repairs_line",
    "summary_lines",
    "summary_record",
    "value_of",
    "verification_lines",
    "verification_record",
]
