"""Weeks with the same difference stand in one row, and nothing of them is lost."""

from datetime import date, timedelta
from random import Random

from django.utils import translation

from booking.impact import Week
from booking.views.manager.free_weeks import Row, row_of, runs

MONDAY = date(2027, 1, 4)


def weeks(*numbers: tuple[int, ...]) -> list[Week]:
    """Before and after of each (and of staff), one week after the other."""
    return [
        Week(MONDAY + timedelta(weeks=n), *one, *([0, 0] if len(one) == 2 else []))
        for n, one in enumerate(numbers)
    ]


def names(found: list[Week]) -> list[tuple[str, str]]:
    with translation.override("en"):
        rows = [row_of(run, "en") for run in runs(found)]
    return [(row.name, row.gained) for row in rows]


def test_weeks_with_the_same_difference_are_one_row():
    with translation.override("en"):
        (run,) = runs(weeks(*[(40, 37), (38, 35)] * 7))
        row = row_of(run, "en")
    assert row.is_run
    assert row == Row(
        "14 weeks from Monday, January 4, 2027", 14, "38–40", "35–37", "-3", "0", "0", ""
    )


def test_a_week_by_itself_is_named_by_its_monday():
    with translation.override("en"):
        (run,) = runs(weeks((5, 9, 2, 1)))
        row = row_of(run, "en")
    assert not row.is_run
    assert row == Row("Monday, January 4, 2027", 1, "5", "9", "+4", "2", "1", "-1")


def test_another_difference_a_week_without_one_and_a_gap_begin_a_new_row():
    found = weeks((5, 4), (6, 5), (6, 4), (6, 6), (6, 4), (6, 4), (6, 4))
    del found[5]
    assert names(found) == [
        ("2 weeks from Monday, January 4, 2027", "-1"),
        ("Monday, January 18, 2027", "-2"),
        ("Monday, February 1, 2027", "-2"),
        ("Monday, February 15, 2027", "-2"),
    ]


def test_where_only_staff_lose_times_the_weeks_are_told_apart_too():
    assert len(list(runs(weeks((5, 4, 3, 3), (5, 4, 3, 2))))) == 2


def test_no_change_no_row():
    assert names(weeks((5, 5), (0, 0))) == []


def test_every_changed_week_stands_in_exactly_one_row_in_its_order():
    random = Random(6)
    for _round in range(300):
        found = weeks(*([random.choice([3, 4]) for _n in range(4)] for _w in range(12)))
        told = [week for run in runs(found) for week in run]
        assert told == [week for week in found if week.is_changed]
        assert all(len({(w.gained, w.staff_gained) for w in run}) == 1 for run in runs(found))
