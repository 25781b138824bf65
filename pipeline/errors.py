"""What can go wrong, in words that a user can act on.

PipelineError
├── UsageError       the command was asked something it cannot do (exit 2)
├── SourceError      a document cannot be read (listed in failures; exit 3)
├── LexiconError     a table of words is malformed
├── GoldError        a gold file is malformed (exit 2)
├── DatabaseError    the database is not ours, is locked or cannot be written (exit 2)
│   └── NewerDatabaseError   it was made by a newer version (exit 6)
├── CheckError       an invariant of the database does not hold (exit 4)
└── FloorError       a score fell below its floor (exit 5)
"""


class PipelineError(Exception):
    """A fault with a cause that a user can read, and a hint that a user can follow."""

    exit_code = 1

    def __init__(self, cause: str, hint: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.hint = hint

    def __str__(self) -> str:
        """One line: the cause, then the hint."""
        return f"{self.cause} ({self.hint})" if self.hint else self.cause


class UsageError(PipelineError):
    """The command was asked something that it cannot do."""

    exit_code = 2


class SourceError(PipelineError):
    """A source, or one document in it, cannot be read."""

    exit_code = 3

    def __init__(self, source: str, cause: str, hint: str = "", stage: str = "read") -> None:
        super().__init__(cause, hint)
        self.source = source
        self.stage = stage

    def __str__(self) -> str:
        """`article.txt: empty file (nothing was stored; remove it or fill it)`."""
        return f"{self.source}: {super().__str__()}"


class LexiconError(PipelineError):
    """A table of words is malformed: the file and the line are named."""

    exit_code = 2


class GoldError(PipelineError):
    """A gold file is malformed: the file and the line are named."""

    exit_code = 2


class DatabaseError(PipelineError):
    """The database is not ours, is held by another process, or cannot be written."""

    exit_code = 2


class NewerDatabaseError(DatabaseError):
    """The database was made by a newer version of this program."""

    exit_code = 6


class CheckError(PipelineError):
    """An invariant of the database does not hold."""

    exit_code = 4


class FloorError(PipelineError):
    """A score fell below the floor that was set for it."""

    exit_code = 5
