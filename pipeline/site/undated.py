"""Documents that nothing dates: what is known of each, what stays unresolved for it, and how to mend it."""

from typing import Any

from pipeline.site.asking import TITLED, rows

_SHOWN = 200
# Chosen first and told of then. `+`: the index of the days is the narrow one, not that of what is superseded.
_UNDATED = f"""
select documents.id, {TITLED} as title, documents.publisher, documents.source, documents.published_from,
  documents.published_to,
  (select count(*) from dates where dates.document_id = documents.id and in_body = 1 and start_date is null
    and timex_type <> 'SET') as unresolved,
  (select group_concat(surface, ' · ') from (select surface from dates where dates.document_id = documents.id
    and in_body = 1 and start_date is null and timex_type <> 'SET' order by start_char limit 5)) as surfaces
from documents where documents.id in (
  select id from documents where published_on is null and +superseded_by is null and +extracted = 1
  order by source limit {_SHOWN}
)
order by documents.source
"""


async def page(db: Any) -> dict[str, Any]:
    """All that the page of undated documents shows."""
    return {"documents": await rows(db, _UNDATED), "shown": _SHOWN}
