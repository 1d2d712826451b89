"""Desks for people whose times may overlap."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from booking.impact.giving import given

EIGHT = datetime(2026, 9, 14, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Visit:
    begins: datetime
    ends: datetime


def at(first: int, last: int) -> Visit:
    """From so many minutes after eight to so many."""
    return Visit(EIGHT + timedelta(minutes=first), EIGHT + timedelta(minutes=last))


def test_one_goes_elsewhere_so_that_another_gets_a_desk():
    together = [at(0, 30)] * 3
    assert given(together, [[1, 2], [2, 3], [1, 2]]) == [2, 3, 1]


def test_a_whole_row_goes_elsewhere():
    together = [at(0, 30)] * 4
    desks = given(together, [[1, 2], [2, 3], [3, 4], [1]])
    assert desks == [2, 3, 4, 1]


def test_nobody_is_left_without_a_desk_for_somebody_else():
    assert given([at(0, 30)] * 3, [[1], [1], [1, 2]]) == [1, None, 2]


def test_one_after_the_other_share_a_desk():
    assert given([at(0, 30), at(30, 60), at(10, 40)], [[1], [1], [1]]) == [1, 1, None]


def test_who_overlaps_two_of_them_does_not_drive_both_away():
    assert given([at(0, 30), at(30, 60), at(0, 60)], [[1], [1], [1, 2]]) == [1, 1, 2]


def test_nobody_and_nothing():
    assert given([], []) == []
    assert given([at(0, 30)], [[]]) == [None]
