"""Search over sentences: words in any spelling, filters with counts, newest first."""
