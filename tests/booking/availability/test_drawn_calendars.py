"""The read side and the oracle say the same of every drawn calendar, to the minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sized
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from booking.availability import (
    FreeDay,
    FreeStart,
    Gap,
    Opening,
    first_days,
    first_free,
    free_days,
    free_starts,
    gaps_at,
    next_openings,
)
from booking.models import Reservation
from offices.moments import day_at
from tests.booking.availability.drawing import draw
from tests.booking.availability.features import features
from tests.booking.availability.oracle import (
    Calendar,
    Taken,
    Visit,
    free_gaps,
    next_opening,
)
from tests.booking.availability.storing import Stored, store, store_reservations

BATCH = 20
RELEASES = 9
A_DAY = timedelta(days=1)
AT_LEAST = {
    "free start": 80,
    "clock change": 10,
    "hours in the hour left out": 8,
    "hours in the hour twice": 8,
    "hours that overlap": 10,
    "hours every n weeks": 10,
    "hours of a season": 10,
    "hours of some desks": 10,
    "hours off the grid": 10,
    "hours for somebody else": 10,
    "visit longer than a gap": 10,
    "several items": 10,
    "several persons": 10,
    "desks limited by responsibility": 10,
    "only some days asked": 10,
    "a desk in use for some days only": 10,
    "an offer that ends": 10,
    "before the hour": 10,
    "after the hour": 10,
    "hours kept back": 10,
    "hours kept back till now": 10,
    "hours kept back, and urgent": 5,
    "somebody invited, or staff": 10,
    "a day opens": 10,
    "what was kept back opens": 1,
    "closure of a desk": 10,
    "closure switched off": 8,
    "public holiday": 10,
    "held": 10,
    "hold run out": 10,
    "booked": 10,
    "attended": 10,
    "missed": 10,
    "cancelled": 10,
    "lapsed": 10,
    "grid 5": 10,
    "grid 10": 10,
    "grid 15": 10,
}


@pytest.fixture
def how_many(request) -> int:
    return 20_000 if request.config.getoption("--long") else 2_000


def test_free_times_are_those_found_by_walking_every_minute(how_many, db, capsys):
    seen: Counter[str] = Counter()
    for first in range(0, how_many, BATCH):
        with transaction.atomic():
            for number, stored in enumerate(
                store([*map(draw, range(first, first + BATCH))]), first
            ):
                seen.update(compare(number, stored))
            transaction.set_rollback(True)
    shares = {name: 100 * count / how_many for name, count in seen.items()}
    with capsys.disabled():
        print(f"\n{how_many} drawn calendars", *_lines(shares), sep="\n")  # noqa: T201
    assert {name for name, least in AT_LEAST.items() if shares.get(name, 0) < least} == set()


def _lines(shares: dict[str, float]) -> Iterator[str]:
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        yield f"{share:6.1f} %  {name}"


def compare(number: int, stored: Stored) -> set[str]:
    drawn, ask, now = stored.drawn, stored.ask, stored.drawn.now
    gaps = free_gaps(drawn)
    by_day = Counter(start.astimezone(drawn.zone).date() for start in gaps)
    said = f"calendar {number}"
    assert free_starts(ask, now=now) == [FreeStart(t, len(desks)) for t, desks in gaps.items()], (
        said
    )
    assert free_days(ask, now=now) == [FreeDay(*item) for item in by_day.items()], said
    assert first_free([ask], now=now) == [next(iter(gaps), None)], said
    days = 1 + number % 7
    assert first_days(ask, days, now=now) == in_first_days(days, gaps, drawn.zone), said
    for start in starts_to_try(number, list(gaps), now):
        assert gaps_at(ask, start, now=now) == gaps_of(stored, gaps.get(start, {})), said
    if number % 4 == 0:
        compare_many_asks(said, stored)
    found = {"free start"} if gaps else set()
    if number % 4 == 1:
        found |= compare_openings(said, stored)
    return features(drawn) | found


def in_first_days(days: int, gaps: Mapping[datetime, Sized], zone: ZoneInfo) -> list[FreeStart]:
    if not gaps:
        return []
    end = min(gaps).astimezone(zone).date() + timedelta(days=days)
    shown = {t: desks for t, desks in gaps.items() if t.astimezone(zone).date() < end}
    return [FreeStart(t, len(desks)) for t, desks in shown.items()]


def starts_to_try(number: int, free: list[datetime], now: datetime) -> list[datetime]:
    """One that is free, and a neighbour that may not be, or is off the grid."""
    near = free[number % len(free)] if free else now + timedelta(days=1)
    away = (timedelta(minutes=1), timedelta(minutes=-5), timedelta(seconds=0.4))
    return [near, near + away[number % 3]]


def gaps_of(stored: Stored, found: dict[int, tuple[datetime, datetime]]) -> list[Gap]:
    gaps = [Gap(stored.desks[key].pk, *stretch) for key, stretch in found.items()]
    return sorted(gaps, key=lambda gap: gap.desk)


def compare_many_asks(said: str, stored: Stored) -> None:
    """The page of services asks for all offerings of an office at once."""
    drawn = stored.drawn
    visits = [drawn.visit, *(Visit(items=((key, 1),)) for key in drawn.offers)]
    each = [
        Stored(replace(drawn, visit=v), stored.office, stored.desks, stored.offerings)
        for v in visits
    ]
    firsts = [next(iter(free_gaps(one.drawn)), None) for one in each]
    assert first_free([one.ask for one in each], now=drawn.now) == firsts, said


def compare_openings(said: str, stored: Stored) -> set[str]:
    """What is new from some moment on, beyond the days that are open or where nothing is free."""
    drawn = replace(stored.drawn, visit=replace(stored.drawn.visit, last=None))
    ask, now = replace(stored, drawn=drawn).ask, drawn.now
    beyond = day_at(ask.latest, drawn.zone) if free_gaps(drawn) else None
    if beyond:
        (found,) = next_openings([replace(ask, earliest=max(ask.earliest, ask.latest))], now=now)
        is_as_said(said, found, drawn, beyond)
        drawn = take_all(replace(stored, drawn=drawn))
    (found,) = next_openings([ask], now=now)
    is_as_said(said, found, drawn)
    if found is None:
        return set()
    is_nearer = day_at(found.start, drawn.zone) < day_at(ask.latest, drawn.zone)
    return {"what was kept back opens" if is_nearer else "a day opens"}


def is_as_said(
    said: str, found: Opening | None, drawn: Calendar, beyond: date | None = None
) -> None:
    """The oracle looks at some releases only."""
    wanted = next_opening(drawn, RELEASES, beyond) if drawn.visit.waits else None
    if wanted is None:
        assert found is None or found.opens > drawn.now + (RELEASES - 1) * A_DAY, said
    else:
        assert found == Opening(*wanted), said


def take_all(stored: Stored) -> Calendar:
    """Whatever is free for the visit is booked."""
    drawn = stored.drawn
    gaps = {(key, *gap) for desks in free_gaps(drawn).values() for key, gap in desks.items()}
    taken = [Taken(desk, begins, ends, "booked") for desk, begins, ends in gaps]
    run_out = Reservation.objects.run_out(drawn.now).filter(desk__office=stored.office)
    run_out.update(status=Reservation.Status.LAPSED)
    full = replace(drawn, taken=[*drawn.taken, *taken])
    store_reservations([replace(stored, drawn=replace(drawn, taken=taken))])
    return full
