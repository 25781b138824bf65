"""A static copy of the site: pages that open from a folder or any web server, with nothing running behind them."""

from pipeline.site.publish.publishing import LANGUAGES, Published, Wish, publish

__all__ = ["LANGUAGES", "Published", "Wish", "publish"]
