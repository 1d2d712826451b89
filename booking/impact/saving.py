"""Saving a change: one transaction under the office's lock, in which nobody takes a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from booking.impact.foreseen import moved_by, outside_of
from booking.impact.hits import Hit, free_held, hits_of, with_other_desks
from booking.models import Affected, Reservation
from booking.reservations.claim import patiently
from offices.changes.steps import steps_of, write
from offices.locks import lock_office
from offices.models import Change, Desk, Office, User
from offices.moments import day_at

Decision = Affected.Decision
Status = Affected.Status


class LookAgainError(Exception):
    """Since the preview something has changed for people: they have to be looked at first."""


@dataclass(frozen=True)
class Decided:
    """What becomes of each booking that the preview has named, and the terms of choosing again."""

    for_people: Mapping[int, Decision]
    kept_until: datetime
    latest: date


def save(change: Change, decided: Decided, *, by: User, now: datetime) -> Change:
    """Write the steps, move whoever goes to another desk, and note what follows for whom.

    Pressing twice saves once. Raises LookAgainError when somebody is concerned of whom the preview
    did not tell, or a desk is gone; ChangedMeanwhileError; BusyError. Then nothing is changed.
    """
    today = day_at(now, change.office.zone)
    with office_closed_to_takers(change.office):
        current = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if current.is_saved:
            return current
        if current.steps != change.steps:
            raise LookAgainError
        _let_lapse(current.office, now)
        before = outside_of(current.office, now)
        write(current.office, steps_of(current))
        found = hits_of(outside_of(current.office, now) - before, today)
        given_back = [hit for hit in free_held(found) if hit.is_kept]
        _note(current, given_back, [Decision.GIVEN_BACK] * len(given_back))
        booked = _booked_by_now(found, today)
        _decide(current, with_other_desks(current.office, booked, now=now), decided)
        _send_to_new_place(current, now)
        _close(current, decided, by, now)
    return current


@contextmanager
def office_closed_to_takers(office: Office) -> Iterator[None]:
    """Raises BusyError when people keep the calendar for three seconds."""
    with patiently(lambda: lock_office(office.pk), clash=LookAgainError):
        yield


def _booked_by_now(hits: Iterable[Hit], today: date) -> list[Hit]:
    """Looked at once more: whoever has booked at this very moment has an appointment now."""
    again = hits_of((hit.reservation for hit in hits), today)
    return [hit for hit in again if hit.is_booked]


def _decide(change: Change, hits: list[Hit], decided: Decided) -> None:
    if not decided.for_people.keys() >= {hit.booking for hit in hits}:
        raise LookAgainError
    decisions = [decided.for_people[hit.booking] for hit in hits]
    movers = [hit for hit, what in zip(hits, decisions, strict=True) if what == Decision.DESK]
    if not all(hit.other_desk for hit in movers):
        raise LookAgainError
    for hit in movers:
        Reservation.objects.filter(pk=hit.reservation).update(desk=hit.other_desk)
    _note(change, hits, decisions)


def _let_lapse(office: Office, now: datetime) -> None:
    """Mark every hold that has run out: the constraint does not know that it has.

    First of all, since one may be booked at this very moment by somebody who pressed in time: they
    have an appointment then, and are counted; or we are first, and they have none.
    """
    desks = Desk.objects.filter(office=office)
    run_out = Reservation.objects.run_out(now).filter(desk__in=desks).order_by("pk")
    found = list(run_out.select_for_update(of=("self",)).values_list("pk", flat=True))
    Reservation.objects.filter(pk__in=found).update(status=Reservation.Status.LAPSED)


def _note(change: Change, hits: Iterable[Hit], decisions: Iterable[Decision]) -> None:
    Affected.objects.bulk_create(
        Affected(
            change=change,
            booking_id=hit.booking,
            decision=what,
            starts_at=hit.begins,
            desk_id=hit.desk,
            new_desk_id=hit.other_desk if what == Decision.DESK else None,
            status=Status.DONE if what == Decision.LEAVE else Status.WAITING,
        )
        for hit, what in zip(hits, decisions, strict=True)
    )


def _send_to_new_place(change: Change, now: datetime) -> None:
    """Whoever keeps their time is told of the building; others hear of it with their new time."""
    steps = steps_of(change)
    if any(step.what == "address" for step in steps):
        _wait_for_those_who_book(change.office)
    moved = {hit.booking: hit for hit in moved_by(change.office, steps, now=now)}
    known = Affected.objects.filter(change=change, booking__in=moved)
    known.filter(decision=Decision.LEAVE).update(status=Status.WAITING)
    others = moved.keys() - set(known.values_list("booking", flat=True))
    rest = [hit for hit in moved.values() if hit.booking in others]
    _note(change, rest, [Decision.PLACE] * len(rest))


def _wait_for_those_who_book(office: Office) -> None:
    """They have read the old address; whoever begins from now on waits and reads the new one."""
    held = Reservation.objects.filter(status=Reservation.Status.HELD, desk__office=office)
    list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _close(change: Change, decided: Decided, by: User, now: datetime) -> None:
    change.saved_by, change.saved_at = by, now
    change.decisions = {  # what was decided for whom stands with each of them from now on
        "kept_until": decided.kept_until.isoformat(),
        "latest": decided.latest.isoformat(),
    }
    change.save(update_fields=["saved_by", "saved_at", "decisions"])
