"""How full the coming weeks are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from booking.agenda.load import loads
from booking.availability import windows
from offices.models import Audience, Office

WEEKS = 8
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """From `first` to its Sunday: minutes of all desks that are open, and that are taken."""

    first: date
    open: int
    taken: int

    @property
    def last(self) -> date:
        return self.first + (6 - self.first.weekday()) * A_DAY

    @property
    def number(self) -> int:
        return self.first.isocalendar().week

    @property
    def percent(self) -> int | None:
        """None while everything is closed."""
        return round(100 * self.taken / self.open) if self.open else None


def weeks_of(office: Office, today: date) -> list[WeekLoad]:
    """The rest of this week and the weeks after it.

    Hours without appointment do not count, and no more is taken than is open.
    """
    monday = today - today.weekday() * A_DAY
    last = monday + WEEKS * A_WEEK - A_DAY
    opened = [one for one in windows(office.pk, today, last) if one.audience != Audience.WALK_IN]
    found = loads(office.pk, today, last, office.zone, opened)
    firsts = [max(today, monday + number * A_WEEK) for number in range(WEEKS)]
    return [
        WeekLoad(
            first,
            sum(one.open for (_desk, day), one in found.items() if _same_week(day, first)),
            sum(
                min(one.taken, one.open)
                for (_desk, day), one in found.items()
                if _same_week(day, first)
            ),
        )
        for first in firsts
    ]


def _same_week(day: date, other: date) -> bool:
    return day.isocalendar()[:2] == other.isocalendar()[:2]
