"""The mark that tells Datasette that a function is one of its hooks."""

from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")
