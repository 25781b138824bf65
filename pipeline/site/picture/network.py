"""Legal texts and what they do to each other: which text implements, amends, repeals or cites which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils import tilde_encode

from pipeline.site import words
from pipeline.site.asking import one, rows
from pipeline.site.language import translate as _
from pipeline.site.picture import caption, graph
from pipeline.site.picture.drawing import isolate
from pipeline.site.picture.figure import Cell, Picture, Place
from pipeline.site.picture.graph import Edge, Node

# Texts that can be told apart in one picture, and links looked through.
TEXTS, _THROUGH = 40, 400
_EDGES = """
select edges.from_id, edges.to_id, edges.relation, edges.times, edges.sentence_id,
  a.name_ar as from_name, b.name_ar as to_name
from ({edges}) as edges join entities as a on a.id = edges.from_id join entities as b on b.id = edges.to_id
where exists (
  select 1 from legal_edges join documents on documents.id = legal_edges.document_id
  where legal_edges.from_id = edges.from_id and legal_edges.to_id = edges.to_id
    and legal_edges.relation = edges.relation and documents.superseded_by is null
)
order by edges.times desc, edges.from_id, edges.to_id, edges.relation
"""
# Grouped on the primary key alone.
_GROUPED = "select from_id, to_id, relation, count(*) as times, min(sentence_id) as sentence_id from legal_edges"
_ALL = _EDGES.format(
    edges=f"{_GROUPED} group by from_id, to_id, relation order by times desc, 1, 2, 3 limit {_THROUGH}"
)
_OF = _EDGES.format(
    edges=f"""select * from ({_GROUPED} where from_id = :id group by from_id, to_id, relation limit {_THROUGH})
    union select * from ({_GROUPED} where to_id = :id group by from_id, to_id, relation limit {_THROUGH})"""
)


async def picture(place: Place, law: str) -> Picture:
    """The network of all legal texts, or of those beside one."""
    found = await rows(place.db, _OF if law else _ALL, {"id": law})
    edges, left = _kept(found)
    labels = {
        row[f"{side}_id"]: caption.legal(row[f"{side}_id"], row[f"{side}_name"])
        for row in found
        for side in ("from", "to")
    }
    if law and law not in labels:
        entity = await one(place.db, "select id, name_ar from entities where id = :id", {"id": law})
        labels[law] = caption.legal(law, entity["name_ar"] if entity else None)
    nodes = [
        Node(key, labels[key], place.path(f"/-/entity/{tilde_encode(key)}"), key == law)
        for key in sorted({end for edge in edges for end in (edge.start, edge.end)})
    ]
    texts = {row["sentence_id"].partition(".")[0] for row in found}
    return Picture(
        name=f"network-{law.replace('/', '-')}" if law else "network",
        title=_title(edges, labels, law),
        about=_about(left) if edges else _("لا نص في القاعدة يقول إنه يطبق نصا آخر أو يعدله أو ينسخه أو يستند إليه."),
        source=caption.source(place.name, await place.newest(), caption.links(len(edges)), len(texts)),
        draw=(lambda width: graph.draw(nodes, edges, width)) if edges else None,
        columns=(_("النص"), _("ما يفعله"), _("النص الآخر"), _("مرات"), _("الجملة")),
        rows=[_row(place, row, labels) for row in found],
        query=place.table("law", law=law) if law else place.table("v_legal_edges"),
        file=place.file("/-/network", law=law),
    )


def _kept(found: Sequence[Any]) -> tuple[list[Edge], int]:
    """The links among as many texts as a picture holds, the commonest first; and how many are left out."""
    edges: list[Edge] = []
    seen: set[str] = set()
    for row in found:
        ends = {row["from_id"], row["to_id"]}
        if len(seen | ends) <= TEXTS and len(ends) == 2:
            seen |= ends
            edges.append(Edge(row["from_id"], row["to_id"], row["relation"], row["times"]))
    return edges, len(found) - len(edges)


def _title(edges: Sequence[Edge], labels: Mapping[str, str], law: str) -> str:
    """How many texts and links, and which text most others lean on."""
    if not edges:
        name = isolate(labels[law]) if law else _("النصوص القانونية")
        return _("{name}: لا صلة بنص آخر، فلا شيء يُرسم.").format(name=name)
    if law:
        there = Counter(edge.relation for edge in edges if edge.end == law)
        here = Counter(edge.relation for edge in edges if edge.start == law)
        parts = [f"{words.label('relation', verb)} ({count})" for verb, count in here.items()]
        parts += [f"{words.label('relation_to', verb)} ({count})" for verb, count in there.items()]
        return caption.headed(isolate(labels[law]), caption.listed(*parts))
    texts = {end for edge in edges for end in (edge.start, edge.end)}
    ends = Counter(edge.end for edge in edges)
    most, times = max(ends.items(), key=lambda end: (end[1], end[0]))
    rest = _("وأكثر ما تعود إليه {name} ({times})").format(name=isolate(labels[most]), times=times)
    return caption.headed(_("النصوص القانونية"), caption.legal_texts(len(texts)), caption.links(len(edges)), rest)


def _about(left: int) -> str:
    told = _("النص الفاعل في جهة البداية، والسهم إلى النص المعني؛ ولون الخط وشكله يقولان الفعل. كل نص يقود إلى صفحته.")
    return f"{told} {_('لم تُرسم {count} صلة أخرى، وهي في الجدول.').format(count=left)}" if left else told


def _row(place: Place, row: Any, labels: Mapping[str, str]) -> list[Cell]:
    document, _dot, span = row["sentence_id"].partition(".")
    start = span.partition("-")[0]
    return [
        Cell(labels[row["from_id"]], place.path(f"/-/entity/{tilde_encode(row['from_id'])}")),
        Cell(words.label("relation", row["relation"])),
        Cell(labels[row["to_id"]], place.path(f"/-/entity/{tilde_encode(row['to_id'])}")),
        Cell(str(row["times"]), kind="number"),
        Cell(_("في النص"), place.path(f"/-/document/{document}#c{start}")),
    ]
