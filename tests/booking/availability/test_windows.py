"""When desks are open and for whom, and which appointments lie outside: held against the oracle."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from booking.availability import outside, windows
from booking.models import Reservation
from offices.models import Audience
from tests.booking.availability.drawing import draw
from tests.booking.availability.features import features
from tests.booking.availability.oracle import (
    Calendar,
    Desk,
    is_open_on,
    minute,
    open_on,
    takes_time,
)
from tests.booking.availability.storing import Stored, store

BATCH = 20
AHEAD = timedelta(days=8)
AT_LEAST = {
    "clock change": 10,
    "hours in the hour left out": 5,
    "hours in the hour twice": 5,
    "hours that overlap": 10,
    "hours every n weeks": 10,
    "hours of some desks": 10,
    "hours for somebody else": 10,
    "a desk in use for some days only": 10,
    "closure of a desk": 10,
    "public holiday": 10,
    "an appointment inside": 10,
    "an appointment outside": 10,
}


def days_of(calendar: Calendar) -> list[date]:
    first = calendar.now.astimezone(calendar.zone).date()
    return [first + timedelta(days=ahead) for ahead in range(AHEAD.days + 1)]


def minutes_of(calendar: Calendar, desk: Desk, audience: str) -> set[int]:
    """For an audience, whatever it comes for: open, and not closed."""
    opened = {
        one
        for day in days_of(calendar)
        if desk.valid_until is None or day <= desk.valid_until
        for hours in calendar.hours
        if hours.audience == audience and (not hours.desks or desk.key in hours.desks)
        if is_open_on(hours, day)
        for one in open_on(day, hours, calendar.zone)
    }
    for closed in calendar.closed:
        if closed.applies and closed.desk in {None, desk.key}:
            opened -= set(range(minute(closed.begins), minute(closed.ends)))
    return opened


def found_minutes(stored: Stored) -> dict[tuple[int, str], list[int]]:
    """By desk and audience, in order; a minute that comes twice would be seen."""
    keys = {desk.pk: key for key, desk in stored.desks.items()}
    days = days_of(stored.drawn)
    found = defaultdict(list)
    for one in windows(stored.office.pk, days[0], days[-1]):
        found[keys[one.desk], one.audience] += range(minute(one.begins), minute(one.ends))
    return dict(found)


def wanted_minutes(calendar: Calendar) -> dict[tuple[int, str], list[int]]:
    wanted = {
        (desk.key, audience): sorted(minutes_of(calendar, desk, audience))
        for desk in calendar.desks
        for audience in Audience.values
    }
    return {key: minutes for key, minutes in wanted.items() if minutes}


def wanted_outside(stored: Stored) -> Counter[tuple[int, object]]:
    """Booked, to come within the days looked at, and some minute of it not open for anybody who
    has an appointment.
    """
    drawn, found = stored.drawn, Counter()
    with_appointment = [one for one in Audience.values if one != Audience.WALK_IN]
    for desk in drawn.desks:
        opened = set().union(*(minutes_of(drawn, desk, one) for one in with_appointment))
        for taken in drawn.taken:
            is_mine = taken.desk == desk.key and taken.status == "booked"
            if is_mine and takes_time(taken, drawn.now) and taken.begins > drawn.now:
                during = set(range(minute(taken.begins), minute(taken.ends)))
                found[desk.key, taken.begins] += not during <= opened
    return +found


def found_outside(stored: Stored) -> Counter[tuple[int, object]]:
    keys = {desk.pk: key for key, desk in stored.desks.items()}
    rows = outside(stored.office.pk, days_of(stored.drawn)[0], now=stored.drawn.now)
    times = Reservation.objects.in_bulk(rows)
    assert [times[pk].starts_at for pk in rows] == sorted(one.starts_at for one in times.values())
    return Counter((keys[one.desk_id], one.starts_at) for one in times.values())


def compare(number: int, stored: Stored) -> set[str]:
    said = f"calendar {number}"
    assert found_minutes(stored) == wanted_minutes(stored.drawn), said
    wanted = wanted_outside(stored)
    assert found_outside(stored) == wanted, said
    booked = [one for one in stored.drawn.taken if one.status == "booked"]
    seen = features(stored.drawn) | ({"an appointment outside"} if wanted else set())
    return seen | ({"an appointment inside"} if len(booked) > wanted.total() else set())


def test_windows_are_the_minutes_found_one_by_one(db, request):
    how_many = 4_000 if request.config.getoption("--long") else 80
    seen: Counter[str] = Counter()
    for first in range(0, how_many, BATCH):
        with transaction.atomic():
            drawn = map(draw, range(first, first + BATCH))
            for number, stored in enumerate(store([*drawn]), first):
                seen.update(compare(number, stored))
            transaction.set_rollback(True)
    shares = {name: 100 * count / how_many for name, count in seen.items()}
    assert {name for name, least in AT_LEAST.items() if shares.get(name, 0) < least} == set()


def test_control_a_closure_that_is_forgotten_is_seen(db):
    for drawn in map(draw, range(50)):
        forgetful = replace(drawn, closed=[])
        if wanted_minutes(drawn) != wanted_minutes(forgetful):
            (stored,) = store([drawn])
            assert found_minutes(stored) != wanted_minutes(forgetful)
            return
    raise AssertionError
