"""Days and times in words."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from offices.moments import clock_at, day_at, day_in_words, instant_of, weekdays_in_words

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Montag, 23. November 2026"),
        ("en", "Monday, November 23, 2026"),
        ("ar", "الاثنين، 23 نوفمبر 2026"),
        ("uk", "понеділок, 23 листопада 2026 року"),
        ("ti", "ሰኑይ፣ 23 ሕዳር 2026"),
    ],
)
def test_a_day_is_written_out_in_every_language(language, words):
    assert day_in_words(date(2026, 11, 23), language) == words


@pytest.mark.parametrize(
    ("language", "monday", "sunday"),
    [("de", "Mo", "So"), ("en", "Mon", "Sun"), ("uk", "пн", "нд"), ("ar", "ن", "ح")],
)
def test_weekdays_fit_above_a_month_in_every_language(language, monday, sunday):
    short = [short for short, _whole in weekdays_in_words(language)]
    assert (short[0], short[6], len(short)) == (monday, sunday, 7)


def test_day_and_time_are_those_of_the_offices_clock():
    late = datetime(2026, 7, 31, 22, 5, tzinfo=UTC)
    assert (day_at(late, BERLIN), clock_at(late, BERLIN)) == (date(2026, 8, 1), "00:05")


def test_times_are_written_with_24_hours_and_two_digits():
    assert clock_at(datetime(2026, 1, 7, 8, 5, tzinfo=UTC), BERLIN) == "09:05"
    assert clock_at(datetime(2026, 1, 7, 12, 0, tzinfo=UTC), BERLIN) == "13:00"


def test_an_hour_that_comes_twice_is_written_the_same_both_times():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert clock_at(first, BERLIN) == clock_at(second, BERLIN) == "02:30"


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        (date(2026, 7, 1), time(8), datetime(2026, 7, 1, 6, tzinfo=UTC)),
        # The clock shows it twice: the second counts.
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        # The clock leaves it out: the moment of the change.
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 3, 29), time(3), datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ],
)
def test_hours_begin_at_one_instant_also_when_the_clock_changes(day, clock, instant):
    assert instant_of(day, clock, BERLIN) == instant
