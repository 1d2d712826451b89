"""Free times that staff may give, a week at a time, those marked that the person wished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from django.utils.functional import cached_property

from booking.availability import Ask
from booking.models import PartOfDay, Request
from booking.reservations import times_to_offer
from booking.views.free_times import FreeTimes
from offices.moments import clock_at, day_at

PARTS = {
    PartOfDay.MORNING: range(10),
    PartOfDay.NOON: range(10, 14),
    PartOfDay.AFTERNOON: range(14, 24),
}


@dataclass(frozen=True, slots=True)
class Start:
    """`value` is the instant, as forms read it; `clock` the office's wall clock."""

    value: str
    clock: str
    is_wished: bool


@dataclass(frozen=True, slots=True)
class StaffDay:
    label: str
    starts: list[Start]


@dataclass(frozen=True)
class StaffTimes(FreeTimes):
    asked: Request

    @cached_property
    def whole(self) -> Ask:
        return times_to_offer(self.asked.booking, now=self.now)

    def days(self) -> Iterator[StaffDay]:
        """The first free day and what is free in the six days after it."""
        zone = self.whole.zone
        for day, on_day in groupby(self.week.starts, key=lambda one: day_at(one.start, zone)):
            yield StaffDay(self.in_words(day), [self._start(one.start) for one in on_day])

    def _start(self, start: datetime) -> Start:
        zone = self.whole.zone
        is_wished = was_wished(self.asked, start.astimezone(zone))
        return Start(start.astimezone(UTC).isoformat(), clock_at(start, zone), is_wished)


def was_wished(asked: Request, wall: datetime) -> bool:
    """Whether the person named this day and time of day; False where they named nothing."""
    if not (asked.weekdays or asked.parts_of_day):
        return False
    on_day = not asked.weekdays or wall.weekday() in asked.weekdays
    parts = [PARTS[PartOfDay(part)] for part in asked.parts_of_day]
    return on_day and (not parts or any(wall.hour in part for part in parts))
