"""Parquet: columns with types, for DuckDB, pandas, R and the like (by arro3)."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import write_parquet as write

from pipeline.errors import UsageError
from pipeline.export.table import Cell, Rows
from pipeline.store.column import Column

_BATCH = 20_000
_TYPES = {"TEXT": DataType.string(), "INTEGER": DataType.int64(), "REAL": DataType.float64(), "ANY": DataType.float64()}


def write_parquet(rows: Rows, out: Path | None) -> None:
    """A file of the same columns; numbers that may have a fraction are doubles. Raises UsageError."""
    if out is None:
        raise UsageError("parquet needs a file", "name it: --out facts.parquet")
    types = [_TYPES[column.type] for column in rows.columns]
    schema = Schema([Field(column.name, kind, nullable=True) for column, kind in zip(rows.columns, types, strict=True)])
    source = iter(rows)

    def batches() -> list[RecordBatch]:
        made = []
        while part := list(islice(source, _BATCH)):
            made.append(_batch(part, rows.columns, types, schema))
        return made

    try:
        write(RecordBatchReader.from_batches(schema, batches()), str(out))
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error}", "check the folder and its permissions") from error


def _batch(
    part: Sequence[Sequence[Cell]], columns: Sequence[Column], types: Sequence[DataType], schema: Schema
) -> RecordBatch:
    arrays = [
        Array([_typed(row[at], column) for row in part], type=kind)
        for at, (column, kind) in enumerate(zip(columns, types, strict=True))
    ]
    return RecordBatch.from_arrays(arrays, schema=schema)


def _typed(value: Cell, column: Column) -> Cell:
    return float(value) if column.type in ("ANY", "REAL") and value is not None else value
