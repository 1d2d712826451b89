"""Free times: questions to the calendar, one statement each, and their answers as values."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from booking import prepared
from booking.availability import statement
from booking.availability.ask import Ask

Period = tuple[datetime, datetime]


@dataclass(frozen=True)
class FreeStart:
    """A moment at which a visit could begin, and at how many desks."""

    start: datetime
    desks: int


@dataclass(frozen=True)
class FreeDay:
    """A day of the office's calendar with its number of free starts."""

    day: date
    starts: int


@dataclass(frozen=True)
class Gap:
    """A desk's free stretch around a start."""

    desk: int
    begins: datetime
    ends: datetime


def _asked(asks: Sequence[Ask]) -> str:
    return json.dumps([ask.as_record(n) for n, ask in enumerate(asks)])


def free_starts(ask: Ask, *, now: datetime) -> list[FreeStart]:
    rows = prepared.rows("free_starts", statement.STARTS, _asked([ask]), now)
    return [FreeStart(*row) for row in rows]


def first_days(ask: Ask, days: int, *, now: datetime) -> list[FreeStart]:
    """The free starts of so many days of the office's calendar, from the first free day on."""
    rows = prepared.rows("first_days", statement.FIRST_DAYS, _asked([ask]), now, days)
    return [FreeStart(*row) for row in rows]


def free_days(ask: Ask, *, now: datetime) -> list[FreeDay]:
    rows = prepared.rows("free_days", statement.DAYS, _asked([ask]), now)
    return [FreeDay(*row) for row in rows]


def first_free(asks: Sequence[Ask], *, now: datetime) -> list[datetime | None]:
    """The first free start of each question, in their order; one statement for all."""
    rows = prepared.rows("first_free", statement.FIRST, _asked(asks), now) if asks else []
    found: dict[int, datetime] = dict(rows)
    return [found.get(n) for n in range(len(asks))]


def room(asks: Sequence[Ask], *, now: datetime) -> list[dict[date, int]]:
    """How many visits still fit one after the other: of each question, by Monday of the week."""
    rows = prepared.rows("room", statement.ROOM, _asked(asks), now) if asks else []
    found: list[dict[date, int]] = [{} for _ask in asks]
    for number, week, count in rows:
        found[number][week] = count
    return found


def gaps_at(ask: Ask, start: datetime, *, now: datetime) -> list[Gap]:
    """The desks at which the visit could begin exactly at `start`, each with its free stretch."""
    day = start.astimezone(ask.zone).date()
    rows = prepared.rows("gaps_at", statement.GAPS, _asked([ask.within(day, day)]), now, start)
    return [Gap(desk, gap.lower, gap.upper) for desk, gap in rows]


def fitting_desks(
    asked: Sequence[tuple[Ask, Sequence[Period]]], *, now: datetime
) -> list[list[list[int]]]:
    """The desks at which a visit from–to fits: for each question, for each of its periods."""
    numbers = itertools.count()
    visits = [[next(numbers) for _period in periods] for _ask, periods in asked]
    wanted = json.dumps(
        [
            {
                "n": n,
                "visits": visits[n],
                "begins": [begins.isoformat() for begins, _ends in periods],
                "ends": [ends.isoformat() for _begins, ends in periods],
            }
            for n, (_ask, periods) in enumerate(asked)
        ]
    )
    asks = _asked([ask for ask, _periods in asked])
    found: defaultdict[int, list[int]] = defaultdict(list)
    for visit, desk in prepared.rows("fitting_desks", statement.FITTING_DESKS, asks, now, wanted):
        found[visit].append(desk)
    return [[found[visit] for visit in some] for some in visits]


def next_season(ask: Ask, today: date) -> date | None:
    """The first day, from `today`, on which any opening hours for these offerings are valid.

    Says when dates come at an office that is open for a season only, whatever the horizon.
    """
    values: dict[str, Any] = {
        "office": ask.office,
        "today": today,
        "audiences": list(ask.audiences),
        "offerings": list(ask.offerings),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement.SEASON, values)
        first: date | None = cursor.fetchone()[0]
    return first
