"""The site: Datasette in Arabic, right to left, with every fact beside the sentence it came from.

This module is the plugin that Datasette loads (entry point `wathiqa`): it only gathers the hooks.
"""

from pipeline.site.cell import render_cell
from pipeline.site.download import register_output_renderer
from pipeline.site.fault import handle_exception
from pipeline.site.frame import asgi_wrapper, prepare_jinja2_environment, startup
from pipeline.site.function import prepare_connection
from pipeline.site.inbox.guard import skip_csrf
from pipeline.site.metadata import metadata
from pipeline.site.route import register_routes
from pipeline.site.search import filters_from_request
from pipeline.site.serve import serve
from pipeline.site.variable import extra_template_vars

__all__ = [
    "asgi_wrapper",
    "extra_template_vars",
    "filters_from_request",
    "handle_exception",
    "metadata",
    "prepare_connection",
    "prepare_jinja2_environment",
    "register_output_renderer",
    "register_routes",
    "render_cell",
    "serve",
    "skip_csrf",
    "startup",
]
