"""SQLite: what is kept, how it is written, and what must always hold."""
