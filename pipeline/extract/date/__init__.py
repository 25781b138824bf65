"""Dates, times of day and what comes round, as they are written: what leans on another date is resolved later."""

from pipeline.extract.date import calendar, clock, hijri, numeric, relative, year

KIND = "date"
RULES = (*calendar.RULES, *numeric.RULES, *hijri.RULES, *year.RULES, *relative.RULES, *clock.RULES)
