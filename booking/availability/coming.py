"""What everybody can book later, and from when on: days that open, and hours kept back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from booking import prepared
from booking.availability.ask import Ask
from booking.availability.release import A_DAY, Release
from booking.availability.slots import first_free, free_starts
from offices.moments import midnight

LOOKS = (35, 366)  # days of opening: what comes soon, and only if that is nothing, the year
KEPT_BACK = """
SELECT DISTINCT office_id, opens_to_public_before FROM offices_openinghours
WHERE office_id = ANY ($1) AND opens_to_public_before IS NOT NULL
"""


@dataclass(frozen=True)
class Opening:
    """From `opens` on everybody can book `start`, which they cannot now. Both instants in UTC."""

    opens: datetime
    start: datetime


def next_openings(asks: Sequence[Ask], *, now: datetime) -> list[Opening | None]:
    """When the first start opens that fits each question; of questions to which nothing is free.

    Looks a year ahead. `latest` does not count: it is what moves. Two statements; two more where
    nothing opens soon.
    """
    found: list[Opening | None] = [None] * len(asks)
    kept = _kept_back(asks)
    for days in LOOKS:
        missing = [n for n, one in enumerate(found) if one is None]
        layers = [(n, one) for n in missing for one in _layers(asks[n], kept[asks[n].office], days)]
        starts = first_free([layer for _n, layer in layers], now=now)
        for (n, layer), start in zip(layers, starts, strict=True):
            found[n] = _first(found[n], _opening(layer, start, now))
    return found


def opens_later(ask: Ask, *, now: datetime) -> bool:
    """Whether on its days, which are open, more starts will be than the question finds now."""
    release = ask.release
    if release is None or ask.released is None:
        return False
    layers = [
        replace(layer, latest=ask.latest)
        for layer in _layers(ask, _kept_back([ask])[ask.office], LOOKS[-1])
        if layer.ahead != release.days
    ]
    known = {one.start for one in free_starts(ask, now=now)} if layers else ()
    return any(
        one.start not in known and _in_time(layer, one.start)
        for layer in layers
        for one in free_starts(layer, now=now)
    )


def _kept_back(asks: Iterable[Ask]) -> Mapping[int, set[int]]:
    """For how many days each office keeps hours back."""
    offices = {ask.office: set[int]() for ask in asks}
    for office, days in prepared.rows("kept_back", KEPT_BACK, sorted(offices)):
        offices[office].add(days)
    return offices


def _layers(ask: Ask, kept: Iterable[int], days: int) -> Iterator[Ask]:
    """What opens within so many days, apart by how far ahead it does.

    Hours kept back for longer than days are open open with their day.
    """
    release = ask.release
    if release is None:
        return
    waits = ask.released is not None
    for ahead in {release.days, *(n for n in kept if waits and n < release.days)}:
        newest = release.today + ahead * A_DAY
        begins = midnight(newest + A_DAY, ask.zone)
        ends = midnight(newest + (days + 1) * A_DAY, ask.zone)
        yield replace(
            ask,
            earliest=max(ask.earliest, begins),
            latest=min(ends, ask.closes or ends),
            released=None,
            ahead=ahead if waits else None,
        )


def _opens(layer: Ask, start: datetime) -> datetime:
    release = _release(layer)
    ahead = release.days if layer.ahead is None else layer.ahead
    return release.opens(start.astimezone(layer.zone).date(), ahead)


def _release(layer: Ask) -> Release:
    assert layer.release is not None  # noqa: S101
    return layer.release


def _in_time(layer: Ask, start: datetime) -> bool:
    """Whether it is not too soon any more when it opens."""
    return start >= _opens(layer, start) + _release(layer).notice


def _opening(layer: Ask, start: datetime | None, now: datetime) -> Opening | None:
    """The first start that is not too soon when it opens; `start` is the first of all."""
    if start is None:
        return None
    if _in_time(layer, start):
        return Opening(_opens(layer, start), start)
    later = (one.start for one in free_starts(layer, now=now))
    return next((Opening(_opens(layer, one), one) for one in later if _in_time(layer, one)), None)


def _first(one: Opening | None, other: Opening | None) -> Opening | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda opening: (opening.opens, opening.start))
