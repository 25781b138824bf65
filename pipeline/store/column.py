"""What a column and a table of the database are, and the SQL that makes them."""

from collections.abc import Iterator
from dataclasses import dataclass

PUBLISHED = "published_on"
# What points to these is found a few rows at a time.
_OF_ONE_DOCUMENT = frozenset({"documents", "sentences", "figures"})
DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, described in English and in Arabic («title: description»).

    `type` is SQLite's; ANY holds a number (an integer where whole). `choices` are all that may stand there besides
    NULL. `references` names the table whose `id` it holds; `on_delete` what happens when that row goes.
    """

    name: str
    type: str
    description: str
    arabic: str
    required: bool = False
    references: str | None = None
    on_delete: str = "CASCADE"
    choices: tuple[str | int, ...] = ()
    check: str | None = None
    index: bool = False
    default: int | None = None

    @property
    def title_ar(self) -> str:
        """The Arabic heading of the column: what stands before the colon."""
        return self.arabic.partition(": ")[0]

    @property
    def description_ar(self) -> str:
        """The Arabic description: what stands after the colon, or the title where it says all."""
        title, _, rest = self.arabic.partition(": ")
        return rest or title

    def sql(self) -> str:
        """The column as CREATE TABLE writes it."""
        parts = [f"  {self.name} {self.type}"]
        if self.required:
            parts.append("NOT NULL")
        if self.default is not None:
            parts.append(f"DEFAULT {self.default}")
        if self.choices:
            parts.append(f"CHECK ({self.name} IN ({', '.join(map(_literal, self.choices))}))")
        if self.check:
            parts.append(f"CHECK ({self.check})")
        if self.references:
            parts.append(f"REFERENCES {self.references}(id) ON DELETE {self.on_delete} DEFERRABLE INITIALLY DEFERRED")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns. `key` is its primary key; `search` the columns that full-text search is on.

    `search_key` is the integer column that ties the search to the rows (SQLite's own row number where None).
    `checks` and `indexes` are over several columns. `rowid` is False where the rows stand in their primary key.
    """

    name: str
    description: str
    arabic: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    search: tuple[str, ...] = ()
    search_key: str | None = None
    checks: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    rowid: bool = True

    @property
    def title_ar(self) -> str:
        """The Arabic name of the table."""
        return self.arabic.partition(": ")[0]

    @property
    def description_ar(self) -> str:
        """The Arabic description of the table."""
        title, _, rest = self.arabic.partition(": ")
        return rest or title

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def sql(self) -> list[str]:
        """The statements that make the table, its indexes and its search."""
        lines = [column.sql() for column in self.columns]
        if self.key == ("id",) and self["id"].type == "INTEGER":
            lines[self.names.index("id")] = "  id INTEGER PRIMARY KEY"
        else:
            lines.append(f"  PRIMARY KEY ({', '.join(self.key)})")
        lines.extend(f"  CHECK ({check})" for check in self.checks)
        options = "STRICT" if self.rowid else "STRICT, WITHOUT ROWID"
        statements = [f"CREATE TABLE {self.name} (\n" + ",\n".join(lines) + f"\n) {options}"]
        statements.extend(
            f"CREATE {'UNIQUE ' * (columns == (self.search_key,))}INDEX {name} ON {self.name}({', '.join(columns)})"
            for name, columns in self.named_indexes()
            if name != self.name and not name.startswith("sqlite_")
        )
        return statements + self._search_sql()

    def named_indexes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every index with its name and columns, SQLite's own of the primary key first."""
        if self.rowid and self[self.key[0]].type != "INTEGER":
            yield f"sqlite_autoindex_{self.name}_1", self.key
        elif not self.rowid:
            yield self.name, self.key  # the table is its own index
        for names in self.indexes:
            yield f"{self.name}_{'_'.join(names)}", names
        if self.search_key:
            yield f"{self.name}_{self.search_key}", (self.search_key,)
        ahead = {self.key[0], self.search_key, *(names[0] for names in self.indexes)}
        for column in self.columns:
            if (column.index or column.references) and column.name not in ahead:
                yield f"{self.name}_{column.name}", self._filter(column)

    def _filter(self, column: Column) -> tuple[str, ...]:
        """What the index of a column holds: where rows have a day, those of one value stand in it by their days.

        A page shows the newest rows of one kind, unit or place: the first of them are read, and the others are not.
        """
        is_value = column.type == "TEXT" or column.choices
        if PUBLISHED not in self.names or not is_value or column.check or column.references in _OF_ONE_DOCUMENT:
            return (column.name,)
        return column.name, PUBLISHED

    def _search_sql(self) -> list[str]:
        if not self.search:
            return []
        index, row, columns = f"{self.name}_fts", self.search_key or "rowid", ", ".join(self.search)
        old, new = (", ".join(f"{side}.{name}" for name in (row, *self.search)) for side in ("old", "new"))
        remove = f"  INSERT INTO {index}({index}, rowid, {columns}) VALUES ('delete', {old});\n"
        add = f"  INSERT INTO {index}(rowid, {columns}) VALUES ({new});\n"
        rowid = f', content_rowid="{self.search_key}"' if self.search_key else ""
        # Datasette finds the search of a table by content="...".
        options = f"""{columns}, content="{self.name}"{rowid}, tokenize='unicode61'"""
        return [
            f"CREATE VIRTUAL TABLE {index} USING fts5({options})",
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {self.name} BEGIN\n{add}END",
            f"CREATE TRIGGER {index}_delete AFTER DELETE ON {self.name} BEGIN\n{remove}END",
            f"CREATE TRIGGER {index}_update AFTER UPDATE OF {columns} ON {self.name} BEGIN\n{remove}{add}END",
        ]


def _literal(choice: str | int) -> str:
    return f"'{choice}'" if isinstance(choice, str) else str(choice)


def text(
    name: str,
    description: str,
    arabic: str,
    *,
    required: bool = False,
    index: bool = False,
    references: str | None = None,
    on_delete: str = "CASCADE",
    choices: tuple[str, ...] = (),
    check: str | None = None,
) -> Column:
    """A column of text."""
    return Column(
        name, "TEXT", description, arabic, required, references, on_delete, choices, check, index or bool(choices)
    )


def integer(
    name: str, description: str, arabic: str, *, required: bool = False, index: bool = False, check: str | None = None
) -> Column:
    """A column of whole numbers."""
    return Column(name, "INTEGER", description, arabic, required, check=check, index=index)


def counted(name: str, description: str, arabic: str) -> Column:
    """A column of counts that are kept as documents come and go: they begin with nought."""
    return Column(name, "INTEGER", description, arabic, required=True, index=True, default=0)


def flag(name: str, description: str, arabic: str) -> Column:
    """A column of 0 and 1."""
    return Column(name, "INTEGER", description, arabic, required=True, choices=(0, 1), index=True)


def number(name: str, description: str, arabic: str, *, required: bool = False, index: bool = False) -> Column:
    """A column of numbers, integers where whole."""
    kinds = "('integer', 'real')" if required else "('integer', 'real', 'null')"
    return Column(name, "ANY", description, arabic, required=required, check=f"typeof({name}) IN {kinds}", index=index)


def day(name: str, description: str, arabic: str, *, index: bool = True) -> Column:
    """A column of ISO days."""
    return Column(name, "TEXT", description, arabic, check=f"{name} GLOB '{DAY}'", index=index)


def json(name: str, description: str, arabic: str) -> Column:
    """A column of JSON."""
    return Column(name, "TEXT", description, arabic, check=f"{name} IS NULL OR json_valid({name})")


DOCUMENT = text(
    "document_id",
    "The document that it stands in",
    "الوثيقة: الوثيقة التي ورد فيها",
    required=True,
    references="documents",
)
SENTENCE = text(
    "sentence_id",
    "The sentence in which it starts",
    "الجملة: الجملة التي يبدأ فيها",
    required=True,
    references="sentences",
)
START = integer(
    "start_char",
    "Its first code point in documents.text, from 0",
    "البداية: موضع أول حرف في نص الوثيقة، والعد من الصفر",
    required=True,
    check="start_char >= 0",
)
END = integer(
    "end_char", "One past its last code point in documents.text", "النهاية: الموضع الذي يلي آخر حرف", required=True
)
SURFACE = text("surface", "The letters as published", "اللفظ: الحروف كما نُشرت", required=True, index=True)
IN_BODY = flag(
    "in_body",
    "1 where it stands in the title, the body or a table; 0 in tickers, footers, repeats",
    "في المتن: 1 في العنوان أو المتن أو جدول، و0 في الأشرطة والهوامش والمكرر",
)
RULE = text("rule", "The rule that read it", "القاعدة: القاعدة التي قرأته", required=True, index=True)
PUBLISHED_ON = day(PUBLISHED, "Day of publication of the document; NULL where unknown", "تاريخ النشر: يوم نشر الوثيقة")
CONFIDENCE = Column(
    "confidence",
    "REAL",
    "How sure the rule is, from 0 to 1",
    "الثقة: مقدار الثقة في القراءة من 0 إلى 1",
    required=True,
    check="confidence BETWEEN 0 AND 1",
    index=True,
)
SPAN_CHECK = "end_char > start_char"


def identifier(description: str, arabic: str) -> Column:
    """The primary key of a table, stable over runs."""
    return text("id", description, arabic, required=True)


def place_in_text(kind: str, arabic: str) -> tuple[Column, ...]:
    """The columns that every extracted row begins with."""
    return (
        identifier(f"Stable over runs: <document>.<start>-<end>.{kind}", f"المعرّف: ثابت بين التشغيلات، {arabic}"),
        DOCUMENT,
        SENTENCE,
        START,
        END,
        SURFACE,
        IN_BODY,
        RULE,
        CONFIDENCE,
        PUBLISHED_ON,
    )
