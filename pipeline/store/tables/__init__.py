"""Every table of the database, described once: the SQL, the site's labels and the README are printed from here."""

from pipeline.store.column import Table
from pipeline.store.tables.across import ACROSS
from pipeline.store.tables.document import CELLS, DOCUMENTS, SENTENCES, SOURCES
from pipeline.store.tables.extracted import EXTRACTED
from pipeline.store.tables.fact import CLAIMS
from pipeline.store.tables.work import WORK

TABLES: dict[str, Table] = {
    table.name: table for table in (DOCUMENTS, SOURCES, SENTENCES, CELLS, *EXTRACTED, *CLAIMS, *ACROSS, *WORK)
}
