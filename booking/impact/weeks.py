"""How many free times there are in each week, before and after a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median_low

from booking import prepared
from booking.availability import statement
from offices.models import Access, Offering, Office
from offices.moments import day_at

WEEKS = 54
DAY, WEEK = timedelta(days=1), timedelta(days=7)
USUAL = 30  # minutes, where an office offers nothing that can be booked
Counts = dict[tuple[str, date], int]


@dataclass(frozen=True)
class Week:
    """Free times in the week that begins on the Monday `begins`: for everybody, and of staff."""

    begins: date
    before: int
    after: int
    staff_before: int
    staff_after: int

    @property
    def gained(self) -> int:
        return self.after - self.before

    @property
    def staff_gained(self) -> int:
        return self.staff_after - self.staff_before

    @property
    def is_changed(self) -> bool:
        return bool(self.gained or self.staff_gained)


def usual_minutes(office: Office) -> int:
    """The length by which free times are counted: the median of what has a desk there.

    Of two in the middle the shorter; with the time to tidy up.
    """
    visits = Offering.objects.filter(office=office, desks__isnull=False).distinct()
    visits = visits.exclude(access__in=[Access.ELSEWHERE, Access.WALK_IN, Access.WRITTEN])
    # With the number of each: two that take equally long count as two.
    found = [d + t for _pk, d, t in visits.values_list("pk", "duration_minutes", "tidy_minutes")]
    return median_low(found) if found else USUAL


def free_times(office: Office, minutes: int, *, now: datetime) -> Counts:
    """Visits of so many minutes that still fit, by audience and week, for a year from this week."""
    first, last = days_ahead(office, now)
    rows = prepared.rows("free_weeks", statement.WEEKS, office.pk, first, last, now, minutes)
    return {(who, week): count for who, week, count in rows}


def days_ahead(office: Office, now: datetime) -> tuple[date, date]:
    """The first and the last of them, until the last day of the office."""
    first = _monday(office, now)
    last = min(first + WEEKS * WEEK - DAY, office.valid_until or date.max)
    return first, max(last, first - DAY)  # then there is no day at all


def side_by_side(office: Office, before: Counts, after: Counts, *, now: datetime) -> list[Week]:
    """Every week of the coming year, also those without free times."""
    first = _monday(office, now)
    mondays = [first + number * WEEK for number in range(WEEKS)]
    return [
        Week(
            monday,
            *(counts.get(("public", monday), 0) for counts in (before, after)),
            *(counts.get(("internal", monday), 0) for counts in (before, after)),
        )
        for monday in mondays
    ]


def _monday(office: Office, now: datetime) -> date:
    today = day_at(now, office.zone)
    return today - timedelta(days=today.weekday())
