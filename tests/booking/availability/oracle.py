"""What is free, said as simply as possible: walk every minute and look whether the desk is free.

Slow on purpose, and without anything of the read side. Minutes are counted from 1970 (UTC).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALL: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Desk:
    key: int
    serves: frozenset[int]
    valid_until: date | None = None


@dataclass(frozen=True)
class Offer:
    key: int
    duration: int
    further: int = 0
    tidy: int = 0
    notice: int = 0
    horizon: int = 7
    valid_until: date | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Hours:
    weekday: int
    opens: time
    closes: time
    audience: str = "public"
    desks: frozenset[int] = ALL
    offers: frozenset[int] = ALL
    valid_from: date | None = None
    valid_until: date | None = None
    every_weeks: int = 1
    kept: int | None = None


@dataclass(frozen=True)
class Closed:
    begins: datetime
    ends: datetime
    desk: int | None = None
    applies: bool = True
    holiday: date | None = None


@dataclass(frozen=True)
class Taken:
    desk: int
    begins: datetime
    ends: datetime
    status: str
    expires: datetime | None = None


@dataclass(frozen=True)
class Visit:
    """Who asks for what: offers with persons, and the desks responsible (None: any).

    Who `waits` is everybody: without an invitation, and not of the staff.
    """

    items: tuple[tuple[int, int], ...]
    desks: frozenset[int] | None = None
    audiences: tuple[str, ...] = ("public",)
    first: date | None = None
    last: date | None = None
    waits: bool = True


@dataclass(frozen=True)
class Calendar:
    zone: ZoneInfo
    grid: int
    now: datetime
    desks: list[Desk]
    offers: dict[int, Offer]
    hours: list[Hours]
    visit: Visit
    closed: list[Closed] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    valid_until: date | None = None
    release: time | None = None
    later: int = 0  # so many days are released more than there are now


@lru_cache(maxsize=500)
def day_by_minutes(day: date, zone: ZoneInfo) -> list[tuple[int, time]]:
    """Every minute of the office's day, with what the clock on its wall shows."""
    noon = minute(datetime.combine(day, time(12), tzinfo=UTC))
    clock = ((m, moment(m).astimezone(zone)) for m in range(noon - 26 * 60, noon + 26 * 60))
    return [(m, wall.time()) for m, wall in clock if wall.date() == day]


def minute(when: datetime) -> int:
    """The first whole minute not before `when`."""
    return -((EPOCH - when) // MINUTE)


def moment(number: int) -> datetime:
    return EPOCH + number * MINUTE


def minute_of(day: date, wall: time, zone: ZoneInfo) -> int:
    """The minute at which the office's clock shows `wall` on that day.

    Of a time that it shows twice, the second; for one that it leaves out, the next it shows.
    """
    minutes = day_by_minutes(day, zone)
    shown = [one for one, clock in minutes if clock == wall]
    return shown[-1] if shown else next(one for one, clock in minutes if clock > wall)


def is_open_on(hours: Hours, day: date) -> bool:
    if day.weekday() != hours.weekday:
        return False
    if hours.valid_until and day > hours.valid_until:
        return False
    if hours.valid_from is None:
        return True
    return day >= hours.valid_from and weeks_between(hours.valid_from, day) % hours.every_weeks == 0


def weeks_between(first: date, last: date) -> int:
    mondays = [day - timedelta(days=day.weekday()) for day in (first, last)]
    return (mondays[1] - mondays[0]).days // 7


def is_for(hours: Hours, desk: Desk, visit: Visit) -> bool:
    """Say whether these hours count at this desk, for all that the person wants, for them."""
    wanted = {offer for offer, _ in visit.items}
    return (
        hours.audience in visit.audiences
        and (not hours.desks or desk.key in hours.desks)
        and (not hours.offers or wanted <= hours.offers)
    )


def takes_time(taken: Taken, now: datetime) -> bool:
    if taken.status == "held":
        return taken.expires is not None and taken.expires > now
    return taken.status in {"booked", "attended"}


def desks_asked(calendar: Calendar) -> list[Desk]:
    visit = calendar.visit
    wanted = {offer for offer, _ in visit.items}
    return [
        desk
        for desk in calendar.desks
        if wanted <= desk.serves and (visit.desks is None or desk.key in visit.desks)
    ]


def minutes_needed(calendar: Calendar) -> int:
    wanted = [(calendar.offers[offer], persons) for offer, persons in calendar.visit.items]
    work = sum(offer.duration + (persons - 1) * offer.further for offer, persons in wanted)
    return work + max(offer.tidy for offer, _ in wanted)


def days_asked(calendar: Calendar) -> list[date]:
    """Return the office's days on which the person may be offered a time."""
    visit = calendar.visit
    wanted = [calendar.offers[offer] for offer, _ in visit.items]
    today = calendar.now.astimezone(calendar.zone).date()
    newest = last_released(calendar) + timedelta(days=min(offer.horizon for offer in wanted))
    ends = [newest, calendar.valid_until, visit.last, *(offer.valid_until for offer in wanted)]
    days = [today + timedelta(days=ahead) for ahead in range((newest - today).days + 1)]
    return [
        day
        for day in days
        if (visit.first is None or day >= visit.first) and all(e is None or day <= e for e in ends)
    ]


def last_released(calendar: Calendar) -> date:
    """Today; for those who wait, yesterday until the office's clock shows the hour of release."""
    today = calendar.now.astimezone(calendar.zone).date() + timedelta(days=calendar.later)
    if calendar.release is None or not calendar.visit.waits:
        return today
    has_opened = calendar.now >= opens_on(calendar, today - timedelta(days=calendar.later))
    return today if has_opened else today - timedelta(days=1)


def opens_on(calendar: Calendar, day: date) -> datetime:
    """The moment on this day at which one more day is released."""
    if calendar.release is None:
        return moment(day_by_minutes(day, calendar.zone)[0][0])
    return moment(minute_of(day, calendar.release, calendar.zone))


def is_kept_back(calendar: Calendar, hours: Hours, day: date) -> bool:
    """Say whether these hours of that day are not for everybody yet, and so not for the person."""
    wanted = [calendar.offers[offer] for offer, _ in calendar.visit.items]
    if hours.kept is None or not calendar.visit.waits or all(offer.urgent for offer in wanted):
        return False
    return (day - last_released(calendar)).days > hours.kept


def free_minutes(calendar: Calendar, desk: Desk) -> set[int]:
    """What is open, without what is closed, without what is taken."""
    free = open_minutes(calendar, desk)
    for closed in calendar.closed:
        if closed.applies and closed.desk in {None, desk.key}:
            free -= set(range(minute(closed.begins), minute(closed.ends)))
    for taken in calendar.taken:
        if taken.desk == desk.key and takes_time(taken, calendar.now):
            free -= set(range(minute(taken.begins), minute(taken.ends)))
    return free


def open_minutes(calendar: Calendar, desk: Desk) -> set[int]:
    return {
        one
        for day in days_asked(calendar)
        if desk.valid_until is None or day <= desk.valid_until
        for hours in calendar.hours
        if is_for(hours, desk, calendar.visit) and is_open_on(hours, day)
        if not is_kept_back(calendar, hours, day)
        for one in open_on(day, hours, calendar.zone)
    }


def open_on(day: date, hours: Hours, zone: ZoneInfo) -> range:
    return range(minute_of(day, hours.opens, zone), minute_of(day, hours.closes, zone))


def grid_points(calendar: Calendar) -> Iterator[int]:
    """Every so many minutes from the office's midnight, not too soon."""
    notice = max(calendar.offers[offer].notice for offer, _ in calendar.visit.items)
    soonest = minute(calendar.now + timedelta(minutes=notice))
    for day in days_asked(calendar):
        for one, _ in day_by_minutes(day, calendar.zone)[:: calendar.grid]:
            if one >= soonest:
                yield one


def free_gaps(calendar: Calendar) -> dict[datetime, dict[int, tuple[datetime, datetime]]]:
    """Say for every possible start at which desks, each with its free stretch around it."""
    needed = minutes_needed(calendar)
    points = list(grid_points(calendar))
    found: dict[datetime, dict[int, tuple[datetime, datetime]]] = {}
    for desk in desks_asked(calendar):
        free = free_minutes(calendar, desk)
        around = {one: run for run in stretches(free) for one in range(*run)}
        for one in points:
            if all(other in free for other in range(one, one + needed)):
                begins, ends = around[one]
                found.setdefault(moment(one), {})[desk.key] = moment(begins), moment(ends)
    return dict(sorted(found.items()))


def stretches(free: set[int]) -> list[tuple[int, int]]:
    """Every stretch of minutes without a break, its end not included."""
    begins = sorted(one for one in free if one - 1 not in free)
    ends = sorted(one + 1 for one in free if one + 1 not in free)
    return list(zip(begins, ends, strict=True))


def next_opening(
    calendar: Calendar, days: int, first: date | None = None
) -> tuple[datetime, datetime] | None:
    """When, within so many releases, a start opens that is not free now, and which.

    With `first`, one from that day on.
    """
    notice = max(calendar.offers[offer].notice for offer, _ in calendar.visit.items)
    known = set(free_gaps(calendar))
    for later in range(1, days + 1):
        then = replace(calendar, later=later)
        opens = opens_on(calendar, last_released(then))
        soonest = opens + notice * MINUTE
        for start in free_gaps(then):
            is_wanted = first is None or start.astimezone(calendar.zone).date() >= first
            if start not in known and start >= soonest and is_wanted:
                return opens, start
    return None
