"""One ingest: what is to be done, the work on each document, and what is said of it."""
