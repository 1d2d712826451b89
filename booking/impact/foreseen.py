"""What would be, if the steps were saved now: tried out, asked, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking.availability import Ask, ask_for, first_free, misfits
from booking.impact.hits import Hit, free_held, hits_of, with_other_desks
from booking.impact.walk_ins import Spans, WalkIns, compared, walk_ins_of
from booking.impact.weeks import Counts, Week, free_times, side_by_side, usual_minutes
from booking.reservations import house
from offices import showcase
from offices.changes.rehearsal import rehearsed
from offices.changes.steps import Step
from offices.models import Access, Office
from offices.moments import day_at

Days = dict[int, date | None]


@dataclass(frozen=True)
class First:
    """The next free day of an offering for the public, before and after."""

    offering: int
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Foreseen:
    """`hits` have an appointment that would not fit any more; `kept` a time that the office keeps
    for them. Others are `typing` at a time that would be gone. `healed` were outside before.
    `moved` have to come to another building, if they keep their time.
    """

    hits: tuple[Hit, ...]
    kept: tuple[Hit, ...]
    typing: int
    healed: int
    moved: tuple[Hit, ...]
    weeks: tuple[Week, ...]
    firsts: tuple[First, ...]
    minutes: int
    walk_ins: WalkIns

    @property
    def only_moved(self) -> tuple[Hit, ...]:
        """Those of `moved` whose time still fits."""
        hits = {hit.reservation for hit in self.hits}
        return tuple(hit for hit in self.moved if hit.reservation not in hits)

    @property
    def gained(self) -> int:
        """Free times for everybody, over all weeks."""
        return sum(week.gained for week in self.weeks)


def foresee(office: Office, steps: Sequence[Step], *, now: datetime) -> Foreseen:
    """Ask before, write the steps, ask again, and take everything back.

    Raises ChangedMeanwhileError when a step is about a row that somebody has changed since.
    """
    minutes = usual_minutes(office)
    before, free, firsts, walk_ins = outside_of(office, now), *_offered(office, minutes, now)
    with rehearsed(office, steps):
        after = outside_of(office, now)
        found = hits_of(after - before, day_at(now, office.zone))
        freed = free_held(found)
        booked = with_other_desks(office, [hit for hit in found if hit.is_booked], now=now)
        moved = moved_by(office, steps, now=now)
        free_then, firsts_then, walk_ins_then = _offered(office, minutes, now)
    return Foreseen(
        hits=tuple(booked),
        kept=tuple(hit for hit in freed if hit.is_kept),
        typing=sum(not hit.is_kept for hit in freed),
        healed=len(before - after),
        moved=tuple(moved),
        weeks=tuple(side_by_side(office, free, free_then, now=now)),
        firsts=tuple(_firsts(firsts, firsts_then)),
        minutes=minutes,
        walk_ins=compared(walk_ins, walk_ins_then),
    )


def outside_of(office: Office, now: datetime) -> set[int]:
    """The reservations to come that rules do not offer any more."""
    found = misfits(office.pk, day_at(now, office.zone), now=now)
    return {one.reservation for one in found}


def moved_by(office: Office, steps: Iterable[Step], *, now: datetime) -> list[Hit]:
    """Whose appointment is in another building than they know of, once the steps are written."""
    sinces = [
        date.fromisoformat(values["since"])
        for step in steps
        if step.what == "address"
        for values in (step.was, step.now)
        if values
    ]
    if not sinces:
        return []
    people = house.not_yet_told(office, min(sinces), now=now)
    return hits_of(people.values_list("reservation", flat=True), day_at(now, office.zone))


def _offered(office: Office, minutes: int, now: datetime) -> tuple[Counts, Days, Spans]:
    free = free_times(office, minutes, now=now)
    return free, _first_days(office, now), walk_ins_of(office, now=now)


def _first_days(office: Office, now: datetime) -> Days:
    """The next free day of everything that anybody may book."""
    rows = showcase.for_the_calendar().filter(office=office, access=Access.OPEN)
    asks: dict[int, Ask] = {one.pk: ask_for([(one, 1)], now=now) for one in rows}
    found = first_free(list(asks.values()), now=now)
    return {
        pk: day_at(start, office.zone) if start else None
        for pk, start in zip(asks, found, strict=True)
    }


def _firsts(before: Days, after: Days) -> list[First]:
    keys = sorted(before.keys() | after.keys())
    both = [First(key, before.get(key), after.get(key)) for key in keys]
    return [one for one in both if one.before != one.after]
