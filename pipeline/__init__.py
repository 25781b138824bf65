"""Wathiqa: Arabic press and official texts as a database of sourced facts."""

__version__ = "0.1.0"
