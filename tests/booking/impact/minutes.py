"""What a change does to people, said as simply as possible: walk every minute and look.

Slow on purpose, and without anything of the read side or of the impact. It looks at rows as they
stand: desks and offers are known by the numbers of their rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tests.booking.availability.oracle import (
    Calendar,
    Desk,
    Hours,
    Taken,
    Visit,
    day_by_minutes,
    free_gaps,
    is_open_on,
    minute,
    minute_of,
    stretches,
    takes_time,
)

DAY = timedelta(days=1)
WITH_APPOINTMENTS = ("public", "internal")


@dataclass(frozen=True)
class Guest:
    """Somebody with a time: `booking` and `reservation` are the numbers of the rows."""

    booking: int
    reservation: int
    taken: Taken
    items: tuple[tuple[int, int], ...]  # offers, each for so many persons
    name: str
    is_kept: bool = False  # the office keeps or has offered the time

    @property
    def offers(self) -> frozenset[int]:
        return frozenset(offer for offer, _persons in self.items)

    @property
    def day(self) -> date:
        return self.taken.begins.date()

    @property
    def minutes(self) -> range:
        return range(minute(self.taken.begins), minute(self.taken.ends))


@dataclass(frozen=True)
class Town:
    """A calendar with its people, and the letters for which desks are responsible."""

    calendar: Calendar
    guests: list[Guest]
    letters: dict[int, tuple[str, str]]

    @property
    def now(self) -> datetime:
        return self.calendar.now

    def desk(self, key: int) -> Desk:
        return next(desk for desk in self.calendar.desks if desk.key == key)


def open_at(town: Town, desk: Desk, day: date, counts: Callable[[Hours], bool]) -> set[int]:
    """The minutes of a day at which this desk is open in hours that count."""
    calendar = town.calendar
    if desk.valid_until is not None and day > desk.valid_until:
        return set()
    found = {
        one
        for hours in calendar.hours
        if (not hours.desks or desk.key in hours.desks) and counts(hours)
        if is_open_on(hours, day)
        for one in _span(day, hours.opens, hours.closes, calendar.zone)
    }
    for closed in calendar.closed:
        if closed.applies and closed.desk in {None, desk.key}:
            found -= set(range(minute(closed.begins), minute(closed.ends)))
    return found


@lru_cache(maxsize=20_000)
def _span(day: date, opens: time, closes: time, zone: ZoneInfo) -> range:
    return range(minute_of(day, opens, zone), minute_of(day, closes, zone))


def fits(town: Town, guest: Guest, desk: Desk) -> bool:
    """Whether rules offer the guest's time to them at that desk; taken or not."""

    def counts(hours: Hours) -> bool:
        for_them = not hours.offers or guest.offers <= hours.offers
        return hours.audience in WITH_APPOINTMENTS and for_them

    if not guest.offers <= desk.serves:
        return False
    open_ = set.union(*(open_at(town, desk, guest.day + n * DAY, counts) for n in (-1, 0, 1)))
    return all(one in open_ for one in guest.minutes)


def outside(town: Town) -> set[int]:
    """The bookings to come, or held, that do not fit."""
    return {
        guest.booking
        for guest in town.guests
        if guest.taken.status in {"held", "booked"} and takes_time(guest.taken, town.now)
        if guest.taken.begins > town.now and not fits(town, guest, town.desk(guest.taken.desk))
    }


def busy(town: Town, desk: Desk) -> set[int]:
    return {
        one
        for guest in town.guests
        if guest.taken.desk == desk.key and takes_time(guest.taken, town.now)
        for one in guest.minutes
    }


def is_responsible(town: Town, desk: Desk, guest: Guest) -> bool:
    if desk.key not in town.letters:
        return True
    first, last = town.letters[desk.key]
    return first <= guest.name[0].lower() <= last


def other_desks(town: Town, guest: Guest) -> set[int]:
    """Those that could take the guest at the same time."""
    return {
        desk.key
        for desk in town.calendar.desks
        if desk.key != guest.taken.desk and is_responsible(town, desk, guest)
        if fits(town, guest, desk) and not busy(town, desk) & set(guest.minutes)
    }


def free_times(town: Town, monday: date, length: int) -> tuple[int, int]:
    """How many visits of `length` fit one after the other in that week: for all, and of staff."""
    since = minute(town.now)
    found = {"public": 0, "internal": 0}
    for desk in town.calendar.desks:
        if not desk.serves:
            continue
        taken = busy(town, desk)
        for day in (monday + n * DAY for n in range(7)):
            if town.calendar.valid_until and day > town.calendar.valid_until:
                continue
            every = {who: open_at(town, desk, day, served_at(desk, who)) for who in found}
            every["internal"] -= every["public"]
            for who, minutes in every.items():
                free = {one for one in minutes - taken if one >= since}
                found[who] += sum((ends - begins) // length for begins, ends in stretches(free))
    return found["public"], found["internal"]


def audience_is(who: str) -> Callable[[Hours], bool]:
    return lambda hours: hours.audience == who


def served_at(desk: Desk, who: str) -> Callable[[Hours], bool]:
    """Hours for this audience, and for something that the desk serves."""
    return lambda hours: (
        hours.audience == who and (not hours.offers or bool(hours.offers & desk.serves))
    )


def first_days(town: Town) -> dict[int, date | None]:
    """The next free day of each offer for everybody."""
    return {key: _first_day(town, key) for key in town.calendar.offers}


def _first_day(town: Town, offer: int) -> date | None:
    asked = replace(town.calendar, visit=Visit(((offer, 1),)))
    start = next(iter(free_gaps(asked)), None)
    return start and start.astimezone(asked.zone).date()


def starts_to_choose(town: Town, guest: Guest, first: datetime, last: date) -> list[datetime]:
    """Where the guest's visit could begin from `first` until the day `last`, in any hours."""
    calendar = town.calendar
    days = (last - calendar.now.astimezone(calendar.zone).date()).days
    offers = {key: replace(offer, notice=0, horizon=days) for key, offer in calendar.offers.items()}
    desks = frozenset(desk.key for desk in calendar.desks if is_responsible(town, desk, guest))
    visit = Visit(guest.items, desks=desks, audiences=WITH_APPOINTMENTS, waits=False)
    found = free_gaps(replace(calendar, offers=offers, visit=visit))
    return [start for start in found if start >= first and start != guest.taken.begins]


def nearest(town: Town, guest: Guest, first: datetime, last: date) -> datetime | None:
    """On the nearest day with free times the nearest by the clock, then the earlier.

    On that day the own time, which is given back, is no obstacle.
    """
    zone, was = town.calendar.zone, guest.taken.begins.astimezone(town.calendar.zone)

    def distance(start: datetime) -> tuple[int, int, datetime]:
        here = start.astimezone(zone)
        clocks = (here.hour - was.hour) * 60 + here.minute - was.minute
        return abs((here.date() - was.date()).days), abs(clocks), start

    known = min(starts_to_choose(town, guest, first, last), key=distance, default=None)
    if known is None:
        return None
    day = known.astimezone(zone).date()
    then = starts_to_choose(free_of(town, guest), guest, first, last)
    return min((one for one in then if one.astimezone(zone).date() == day), key=distance)


def free_of(town: Town, guest: Guest) -> Town:
    """As it is once the guest's time is given back."""
    others = [one for one in town.guests if one.booking != guest.booking]
    taken = [one.taken for one in others]
    return replace(town, guests=others, calendar=replace(town.calendar, taken=taken))


def most(town: Town, guests: list[Guest]) -> int:
    """How many of them can have another desk at once, tried out in every way."""
    possible = {guest.booking: other_desks(town, guest) for guest in guests}

    def tried(rest: list[Guest], given: list[tuple[int, Guest]]) -> int:
        if not rest:
            return len(given)
        one, *others = rest
        free = [
            desk
            for desk in possible[one.booking]
            if not any(d == desk and _meet(g, one) for d, g in given)
        ]
        ways = [tried(others, [*given, (desk, one)]) for desk in free]
        return max([*ways, tried(others, given)])

    return tried(guests, [])


def _meet(one: Guest, other: Guest) -> bool:
    return one.taken.begins < other.taken.ends and other.taken.begins < one.taken.ends


def week_of(town: Town, ahead: int) -> date:
    today = town.now.astimezone(town.calendar.zone).date()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)


def is_short(day: date, town: Town) -> bool:
    """Whether the clock changes on that day."""
    return len(day_by_minutes(day, town.calendar.zone)) != 24 * 60
