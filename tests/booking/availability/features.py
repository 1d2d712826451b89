"""What occurs in a drawn calendar, to say how much of everything the test has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import combinations

from tests.booking.availability.oracle import (
    Calendar,
    Hours,
    day_by_minutes,
    days_asked,
    desks_asked,
    free_minutes,
    is_for,
    is_kept_back,
    is_open_on,
    last_released,
    minutes_needed,
    stretches,
    takes_time,
)


def features(calendar: Calendar) -> set[str]:
    return {name for found in FINDERS for name in found(calendar)}


def _of_the_visit(calendar: Calendar) -> Iterator[str]:
    visit = calendar.visit
    yield f"grid {calendar.grid}"
    if len(visit.items) > 1:
        yield "several items"
    if any(persons > 1 for _, persons in visit.items):
        yield "several persons"
    if visit.desks is not None:
        yield "desks limited by responsibility"
    if visit.first or visit.last:
        yield "only some days asked"
    if not visit.waits:
        yield "somebody invited, or staff"


def _of_the_release(calendar: Calendar) -> Iterator[str]:
    today = calendar.now.astimezone(calendar.zone).date()
    if calendar.release and calendar.visit.waits:
        yield "after the hour" if last_released(calendar) == today else "before the hour"
    kept = [hours for hours in _hours_that_count(calendar) if hours.kept]
    if kept:
        yield from _of_what_is_kept(calendar, kept)


def _of_what_is_kept(calendar: Calendar, kept: list[Hours]) -> Iterator[str]:
    if all(calendar.offers[key].urgent for key, _ in calendar.visit.items):
        yield "hours kept back, and urgent"
    days = days_asked(calendar)
    pairs = [(hours, day) for hours in kept for day in days if is_open_on(hours, day)]
    for is_kept in {is_kept_back(calendar, *pair) for pair in pairs}:
        yield "hours kept back" if is_kept else "hours kept back till now"


def _of_the_hours(calendar: Calendar) -> Iterator[str]:
    hours = _hours_that_count(calendar)
    if any(_overlap(*pair) for pair in combinations(hours, 2)):
        yield "hours that overlap"
    if any(one.audience not in calendar.visit.audiences for one in calendar.hours):
        yield "hours for somebody else"
    for one in hours:
        yield from _kinds_of(one)


def _kinds_of(hours: Hours) -> Iterator[str]:
    if hours.every_weeks > 1:
        yield "hours every n weeks"
    if hours.valid_from or hours.valid_until:
        yield "hours of a season"
    if hours.desks:
        yield "hours of some desks"
    if hours.opens.minute % 5 or hours.closes.minute % 5:
        yield "hours off the grid"


def _hours_that_count(calendar: Calendar) -> list[Hours]:
    days = days_asked(calendar)
    return [
        hours
        for hours in calendar.hours
        if any(is_for(hours, desk, calendar.visit) for desk in desks_asked(calendar))
        and any(is_open_on(hours, day) for day in days)
    ]


def _overlap(one: Hours, other: Hours) -> bool:
    same_desk = not one.desks or not other.desks or one.desks & other.desks
    same_time = one.opens < other.closes and other.opens < one.closes
    return bool(one.weekday == other.weekday and same_time and same_desk)


def _of_the_clock(calendar: Calendar) -> Iterator[str]:
    for day in days_asked(calendar):
        length = len(day_by_minutes(day, calendar.zone))
        if length == 24 * 60:
            continue
        yield "clock change"
        if any(_touches(calendar, hours, day) for hours in _hours_that_count(calendar)):
            yield "hours in the hour left out" if length < 24 * 60 else "hours in the hour twice"


def _touches(calendar: Calendar, hours: Hours, day: date) -> bool:
    """Say whether a time of these hours is left out, or shown twice, on that day."""
    if not is_open_on(hours, day):
        return False
    shown = Counter(wall for _, wall in day_by_minutes(day, calendar.zone))
    wall = (time(n // 60, n % 60) for n in range(24 * 60))
    return any(shown[one] != 1 for one in wall if hours.opens <= one <= hours.closes)


def _of_the_validity(calendar: Calendar) -> Iterator[str]:
    last = calendar.now.date() + timedelta(days=8)
    if any(desk.valid_until and desk.valid_until <= last for desk in desks_asked(calendar)):
        yield "a desk in use for some days only"
    if any(calendar.offers[key].valid_until for key, _ in calendar.visit.items):
        yield "an offer that ends"


def _of_the_closures(calendar: Calendar) -> Iterator[str]:
    if any(closed.holiday and closed.applies for closed in calendar.closed):
        yield "public holiday"
    if any(closed.desk is not None and closed.applies for closed in calendar.closed):
        yield "closure of a desk"
    if any(not closed.applies for closed in calendar.closed):
        yield "closure switched off"


def _of_the_reservations(calendar: Calendar) -> Iterator[str]:
    for taken in calendar.taken:
        expired = taken.status == "held" and not takes_time(taken, calendar.now)
        yield "hold run out" if expired else taken.status


def _of_what_is_free(calendar: Calendar) -> Iterator[str]:
    needed = minutes_needed(calendar)
    free = [free_minutes(calendar, desk) for desk in desks_asked(calendar)]
    if any(ends - begins < needed for one in free for begins, ends in stretches(one)):
        yield "visit longer than a gap"


FINDERS = (
    _of_the_visit,
    _of_the_release,
    _of_the_hours,
    _of_the_clock,
    _of_the_validity,
    _of_the_closures,
    _of_the_reservations,
    _of_what_is_free,
)
