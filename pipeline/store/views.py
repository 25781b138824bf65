"""The views that readers start from: each row with its sentence and its document, current documents and body only."""

from dataclasses import dataclass, replace

from pipeline.records import DOUBTFUL
from pipeline.store.column import Column, Table, day, text
from pipeline.store.tables import TABLES

# Columns that a view borrows from the row's sentence, document and entity: {name: (SQL, description)}.
QUOTE = text("quote", "The sentence that it stands in", "الاقتباس: الجملة التي ورد فيها")
TITLE = text("title", "Title of the document", "عنوان الوثيقة")
PUBLISHER = text("publisher", "Who published it", "الناشر")
PUBLISHED = day("published_on", "Day of publication; NULL where unknown", "تاريخ النشر: فارغ إن لم يُعرف")
SOURCE = text("source", "Path or URL of the document", "المصدر: مسار الوثيقة أو رابطها")
NUMBER = Column(
    "sentence_number", "INTEGER", "The sentence's number: search answers with it", "رقم الجملة: به يجيب البحث"
)
PERMALINK = text("permalink", "Its page, behind the address of the site", "الرابط الدائم: صفحته، بعد عنوان الموقع")
_SENTENCE = {"quote": ("sentences.text", QUOTE), "sentence_number": ("sentences.number", NUMBER)}
_DOCUMENT = {
    "title": ("documents.title", TITLE),
    "publisher": ("documents.publisher", PUBLISHER),
    "published_on": ("documents.published_on", PUBLISHED),
    "source": ("documents.source", SOURCE),
}


@dataclass(frozen=True, slots=True)
class View:
    """A view over one table. `borrowed` are {column: (SQL, column)} from other tables, `joins` how they are reached."""

    table: Table
    own: tuple[str, ...]
    borrowed: dict[str, tuple[str, Column]]
    joins: tuple[str, ...]
    where: tuple[str, ...]
    order: tuple[str, ...]
    called: str = ""

    @property
    def name(self) -> str:
        """`v_figures` for figures, `v_roles` for those mentions that state a role."""
        return f"v_{self.called or self.table.name}"

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns with their descriptions."""
        known = {name: column for name, (_, column) in self.borrowed.items()}
        return tuple(known[name] if name in known else self.table[name] for name in self.order)

    def sql(self) -> str:
        """The statement that makes the view."""
        columns = [
            f"{self.borrowed[name][0]} AS {name}" if name in self.borrowed else f"{self.table.name}.{name}"
            for name in self.order
        ]
        where = " AND ".join(self.where)
        return (
            f"CREATE VIEW {self.name} AS\nSELECT\n  "
            + ",\n  ".join(columns)
            + f"\nFROM {self.table.name}\n"
            + "\n".join(self.joins)
            + (f"\nWHERE {where}" if where else "")
        )


def _view(
    table: str,
    first: tuple[str, ...],
    *,
    hidden: tuple[str, ...] = (),
    labels: dict[str, tuple[str, str]] | None = None,
    body: bool = True,
) -> View:
    """A view with `first` columns first, then the borrowed, then the rest; `labels`: {id column: (name, arabic)}."""
    of = TABLES[table]
    joins = [f"JOIN documents ON documents.id = {table}.document_id"]
    borrowed = dict(_DOCUMENT)
    if "sentence_id" in of.names:
        joins.append(f"JOIN sentences ON sentences.id = {table}.sentence_id")
        borrowed = {**_SENTENCE, **_DOCUMENT}
    if "published_on" in of.names:  # its own, whose indexes hold the newest of each kind
        borrowed["published_on"] = (f"{table}.published_on", PUBLISHED)
    for column, (name, arabic) in (labels or {}).items():
        joins.append(f"LEFT JOIN entities AS {name} ON {name}.id = {table}.{column}")
        borrowed[name] = (f"{name}.name_ar", text(name, f"Name of {column} in Arabic", arabic))
    if table == "sentences":
        borrowed["sentence_number"] = ("sentences.number", NUMBER)
    borrowed["permalink"] = (_link(of), PERMALINK)
    own = tuple(name for name in of.names if name not in hidden and name not in borrowed)
    rest = tuple(name for name in own if name not in first)
    order = (*first, *(name for name in borrowed if name not in {*first, "permalink"}), *rest, "permalink")
    # The plus keeps SQLite from starting with an index of what holds for nearly every row.
    where = ["+documents.superseded_by IS NULL"]
    if body:
        where.append(f"+{table if 'in_body' in of.names else 'sentences'}.in_body = 1")
        if "confidence" in of.names:
            where.append(f"+{table}.confidence > {DOUBTFUL}")
    return View(of, own, borrowed, tuple(joins), tuple(where), order)


def _link(of: Table) -> str:
    """Where a row is shown: a fact on its card, all else at its words in the document."""
    if of.name == "facts":
        return "'/-/fact/' || facts.id"
    start = f"{of.name}.start_char" if "start_char" in of.names else "sentences.start_char"
    return f"'/-/document/' || {of.name}.document_id || '#c' || {start}"


def _roles() -> View:
    """Who is said to hold what office, as written, where and when: the roles of a person over time."""
    all_ = _view(
        "mentions",
        ("entity_id", "entity", "role", "published_on", "surface", "title"),
        hidden=("in_body", "kind", "value", "article"),
        labels={"entity_id": ("entity", "اسم الشخص")},
    )
    where = (*all_.where, "mentions.kind = 'person'", "mentions.role IS NOT NULL")
    return replace(all_, where=where, called="roles")


def _documents() -> View:
    of = TABLES["documents"]
    first = ("id", "title", "publisher", "published_on", "published_how", "country", "language", "source", "url")
    hidden = ("text", "search", "zones", "places", "sha256", "metadata_hash", "superseded_by", "reader_version")
    counts = ("sentences", "figures", "dates")
    rest = tuple(name for name in of.names if name not in (*hidden, *first, *counts))
    link = {"permalink": ("'/-/document/' || documents.id", PERMALINK)}
    order = (*first, *counts, *rest, *link)
    return View(of, of.names, link, (), ("+documents.superseded_by IS NULL",), order)


def _entities() -> View:
    of = TABLES["entities"]
    first = ("id", "name_ar", "kind")
    hidden = ("search", "standing")
    counts = ("mentions", "documents")
    rest = tuple(name for name in of.names if name not in (*hidden, *first, *counts))
    return View(of, of.names, {}, (), ("+entities.standing > 0",), (*first, *counts, *rest))


VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        _documents(),
        _entities(),
        _view("sentences", ("id", "text"), hidden=("key", "search", "tags", "number", "in_body", "box")),
        _view("dates", ("id", "surface", "timex_value", "start_date", "end_date", "modifier"), hidden=("in_body",)),
        _view(
            "figures",
            ("id", "surface", "qualifier", "value", "value_max", "unit", "noun"),
            hidden=("in_body",),
        ),
        _view(
            "mentions",
            ("id", "surface", "kind", "value", "entity_id", "entity"),
            hidden=("in_body",),
            labels={"entity_id": ("entity", "اسم الكيان")},
        ),
        _view(
            "facts",
            (
                *("id", "surface", "qualifier", "value", "value_max", "unit", "noun", "place", "place_label"),
                *("start_date", "end_date", "status", "speaker"),
            ),
            hidden=("in_body",),
            labels={"place_id": ("place_label", "اسم المكان"), "programme_id": ("programme_label", "اسم البرنامج")},
        ),
        _view(
            "legal_edges",
            ("from_id", "from_label", "relation", "to_id", "to_label"),
            labels={"from_id": ("from_label", "النص الفاعل"), "to_id": ("to_label", "النص المعني")},
        ),
        _view(
            "legal_texts",
            ("entity_id", "legal_text", "own", "issued_on", "bulletin", "bulletin_on", "bulletin_page"),
            hidden=("in_body",),
            labels={"entity_id": ("legal_text", "اسم النص")},
        ),
        _roles(),
        _view("warnings", ("id", "kind", "message", "surface"), hidden=("in_body",)),
        _view("unread", ("id", "surface", "reason"), hidden=("in_body",)),
        _view("cells", ("id",), body=False),
        _view("repairs", ("id", "before", "after", "kind"), body=False),
        _view("pages", ("id", "number", "quality", "reasons"), body=False),
        _view("consistency", ("id", "verdict", "message"), body=False),
    )
}
