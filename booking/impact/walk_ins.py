"""When people may come without an appointment, and what of it a change takes away or adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from booking import prepared
from booking.availability import statement
from booking.impact.weeks import days_ahead
from offices.models import Audience, Office, OpeningHours

Span = tuple[datetime, datetime]
Spans = dict[tuple[int, ...], set[Span]]


@dataclass(frozen=True, order=True)
class WalkIn:
    """From–to, in UTC; for these services, or for all where there are none."""

    begins: datetime
    ends: datetime
    offerings: tuple[int, ...]


@dataclass(frozen=True)
class WalkIns:
    """What is `lost` and `gained` of the hours without an appointment, by time."""

    lost: tuple[WalkIn, ...]
    gained: tuple[WalkIn, ...]


def walk_ins_of(office: Office, *, now: datetime) -> Spans:
    """For the coming year, by what they are for."""
    if not OpeningHours.objects.filter(office=office, audience=Audience.WALK_IN).exists():
        return {}
    found: Spans = {}
    for offerings, begins, ends in prepared.rows(
        "walk_ins", statement.WALK_INS, office.pk, *days_ahead(office, now), now
    ):
        found.setdefault(tuple(offerings), set()).add((begins, ends))
    return found


def compared(before: Spans, after: Spans) -> WalkIns:
    return WalkIns(lost=_only_in(before, after), gained=_only_in(after, before))


def _only_in(some: Spans, others: Spans) -> tuple[WalkIn, ...]:
    found = (
        WalkIn(begins, ends, offerings)
        for offerings, spans in some.items()
        for begins, ends in _minus(spans, others.get(offerings, set()))
    )
    return tuple(sorted(found))


def _minus(spans: set[Span], others: set[Span]) -> Iterator[Span]:
    """Neither side overlaps itself, so what stands in both needs no look."""
    left = sorted(others - spans)
    for begins, ends in spans - others:
        start = begins
        for other_begins, other_ends in left:
            if other_begins < ends and start < other_ends:
                if start < other_begins:
                    yield start, other_begins
                start = other_ends
        if start < ends:
            yield start, ends
