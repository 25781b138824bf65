"""The paste box: a text is handed in on a page, filed beside the corpus and read, and its facts are seen in seconds.

It is off unless `pipeline serve --inbox` asks for it, and answers this machine alone.
"""

from pipeline.site.inbox.desk import Desk

__all__ = ["Desk"]
