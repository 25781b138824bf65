from datetime import date, timedelta

import pytest

from pipeline import calendars
from pipeline.calendars import Period


def span(period):
    return period.start.isoformat(), period.end.isoformat()


@pytest.mark.parametrize(
    ("period", "value", "ends"),
    [
        (calendars.day(2025, 12, 11), "2025-12-11", ("2025-12-11", "2025-12-11")),
        (calendars.days(2025, 4, 29, 30), "2025-04-29/2025-04-30", ("2025-04-29", "2025-04-30")),
        (calendars.month(2024, 2), "2024-02", ("2024-02-01", "2024-02-29")),
        (calendars.quarter(2025, 3), "2025-Q3", ("2025-07-01", "2025-09-30")),
        (calendars.half(2025, 1), "2025-H1", ("2025-01-01", "2025-06-30")),
        (calendars.season(2009, "SU"), "2009-SU", ("2009-06-01", "2009-08-31")),
        (calendars.season(2023, "WI"), "2023-WI", ("2023-12-01", "2024-02-29")),
        (calendars.year(1922), "1922", ("1922-01-01", "1922-12-31")),
        (calendars.decade(199), "199", ("1990-01-01", "1999-12-31")),
        (calendars.century(18), "18", ("1800-01-01", "1899-12-31")),
        (calendars.week(date(2025, 12, 30)), "2026-W01", ("2025-12-29", "2026-01-04")),
        (calendars.weekend(date(2025, 12, 30)), "2026-W01-WE", ("2026-01-03", "2026-01-04")),
    ],
)
def test_periods_have_names_and_ends(period, value, ends):
    assert (period.value, span(period)) == (value, ends)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2025, 2, 30), (2025, 13, 1), (2025, 0, 1), (2025, 4, 31), (0, 1, 1)]
)
def test_days_that_do_not_exist_are_none(year, month, day):
    assert calendars.day(year, month, day) is None


def test_days_of_a_range_must_exist_and_ascend():
    assert calendars.days(2025, 2, 28, 30) is None
    assert calendars.days(2025, 2, 9, 3) is None


@pytest.mark.parametrize(
    ("grain", "amount", "value"),
    [
        ("day", -1, "2025-12-31"),
        ("week", 1, "2026-W02"),
        ("weekend", 0, "2026-W01-WE"),
        ("month", -1, "2025-12"),
        ("month", 13, "2027-02"),
        ("quarter", -1, "2025-Q4"),
        ("half", 1, "2026-H2"),
        ("year", -1, "2025"),
        ("decade", -1, "201"),
        ("century", -1, "19"),
    ],
)
def test_shift_counts_whole_periods(grain, amount, value):
    assert calendars.shift(grain, date(2026, 1, 1), amount).value == value


@pytest.mark.parametrize("grain", ["day", "week", "month", "year", "century"])
def test_shift_out_of_the_calendar_is_none(grain):
    assert calendars.shift(grain, date(2026, 1, 1), 10**7) is None
    assert calendars.shift(grain, date(2026, 1, 1), -(10**7)) is None


def test_shift_of_an_unknown_grain_is_none():
    assert calendars.shift("fortnight", date(2026, 1, 1), 1) is None


def test_the_same_day_of_a_shorter_month_is_its_last():
    assert calendars.add_months(date(2025, 8, 31), 1) == date(2025, 9, 30)
    assert calendars.add_months(date(2024, 12, 31), -10) == date(2024, 2, 29)


@pytest.mark.parametrize(("direction", "found"), [(-1, "2025-12-25"), (1, "2026-01-01")])
def test_the_nearest_weekday(direction, found):
    assert calendars.weekday_near(date(2025, 12, 30), 4, direction).isoformat() == found


def test_the_nearest_weekday_may_be_the_day_itself():
    assert calendars.weekday_near(date(2025, 12, 30), 2, -1) == date(2025, 12, 30)
    assert calendars.weekday_near(date(2025, 12, 30), 2, 1) == date(2025, 12, 30)


def test_a_weekday_picks_the_years_of_a_day():
    assert calendars.years_where(12, 11, 4, range(2015, 2035)) == [2025, 2031]
    assert calendars.years_where(2, 29, 4, range(2021, 2028)) == [2024]


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1443, 11, 22), "2022-06-21"),
        ((1444, 12, 9), "2023-06-27"),
        ((1445, 9, 1), "2024-03-11"),
        ((1430, 5, 25), "2009-05-20"),
    ],
)
def test_hijri_days_by_umm_al_qura(hijri, gregorian):
    assert calendars.from_hijri(*hijri).isoformat() == gregorian


@pytest.mark.parametrize(
    "hijri", [(1342, 1, 1), (1501, 1, 1), (1443, 13, 1), (1443, 0, 1), (1443, 1, 31), (1443, 1, 0)]
)
def test_hijri_days_that_no_table_knows_are_none(hijri):
    assert calendars.from_hijri(*hijri) is None


def test_a_thirtieth_that_was_sighted_is_the_day_after_the_29th():
    year, month = next(
        (y, m) for y in (1445, 1446) for m in range(1, 13) if calendars.Hijri(y, m, 1).month_length() == 29
    )
    assert calendars.from_hijri(year, month, 30) - calendars.from_hijri(year, month, 29) == timedelta(days=1)


def test_hijri_alone_means_five_days():
    assert calendars.hijri_period(1443, 11, 22) == Period("2022-06-21", date(2022, 6, 19), date(2022, 6, 23), "day")
    assert span(calendars.hijri_period(1445, 9)) == ("2024-03-09", "2024-04-11")
    assert calendars.hijri_period(1300) is None


def test_hijri_round_trip_inside_the_table():
    day = date(1930, 1, 1)
    while day < date(2070, 1, 1):
        assert calendars.from_hijri(*calendars.to_hijri(day)) == day
        day += timedelta(days=97)


def test_gregorian_days_outside_the_table_have_no_hijri():
    assert calendars.to_hijri(date(1800, 1, 1)) is None
