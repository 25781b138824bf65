"""What a user hands over, gathered and read: shared by the tests of the readers."""

from pipeline.errors import SourceError
from pipeline.ingest import Source, load, read, sources
from pipeline.records import Metadata

NOTHING = Metadata()


def gathered(*arguments, known=NOTHING):
    return list(sources([str(argument) for argument in arguments], known))


def documents(*arguments, known=NOTHING):
    return [read(source, load(source)) for source in gathered(*arguments, known=known) if isinstance(source, Source)]


def errors(*arguments):
    """What goes wrong, whether it is seen while gathering or while reading."""
    found = []
    for source in gathered(*arguments):
        if isinstance(source, SourceError):
            found.append(source)
            continue
        try:
            read(source, load(source))
        except SourceError as error:
            found.append(error)
    return found


def one_error(*arguments):
    [error] = errors(*arguments)
    assert error.hint, f"no hint: {error}"
    assert "\n" not in str(error)
    return str(error)
