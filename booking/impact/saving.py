"""Saving a change: one transaction under the office's lock, in which nobody takes a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg2.errors import ExclusionViolation, LockNotAvailable

from booking.availability import misfits
from booking.impact.foreseen import moved_by
from booking.impact.hits import Hit, hits_of, with_other_desks
from booking.models import Affected, Reservation
from booking.reservations.refusals import BusyError
from offices.changes.steps import steps_of, write
from offices.locks import lock_office
from offices.models import Change, Desk, Office, User
from offices.moments import day_at

PATIENCE = "3s"
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
    with office_closed_to_takers(change.office):
        current = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if current.is_saved:
            return current
        if current.steps != change.steps:
            raise LookAgainError
        before = _outside(current.office, now)
        write(current.office, steps_of(current))
        given_back = _free_what_is_held(current.office, before, now)
        hits = hits_of(_outside(current.office, now) - before)
        _note(current, given_back, [Decision.GIVEN_BACK] * len(given_back))
        _decide(current, with_other_desks(current.office, hits, now=now), decided, now)
        _send_to_new_place(current, now)
        _close(current, decided, by, now)
    return current


@contextmanager
def office_closed_to_takers(office: Office) -> Iterator[None]:
    """Raises BusyError when people keep the calendar for three seconds."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            lock_office(office.pk)
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BusyError from error
        raise
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise LookAgainError from error
        raise


def _outside(office: Office, now: datetime) -> set[int]:
    found = misfits(office.pk, day_at(now, office.zone), now=now)
    return {one.reservation for one in found}


def _free_what_is_held(office: Office, before: set[int], now: datetime) -> list[Hit]:
    """Times that are only held are gone with their hours; return those that the office has kept.

    Before the appointments are counted: a hold that is booked at this very moment is waited for
    here, and counts as an appointment then.
    """
    held = [hit for hit in hits_of(_outside(office, now) - before) if not hit.is_booked]
    rows = Reservation.objects.filter(
        pk__in=[hit.reservation for hit in held], status=Reservation.Status.HELD
    ).order_by("pk")
    lapsed = set(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    Reservation.objects.filter(pk__in=lapsed).update(status=Reservation.Status.LAPSED)
    return [hit for hit in held if hit.is_kept and hit.reservation in lapsed]


def _decide(change: Change, hits: list[Hit], decided: Decided, now: datetime) -> None:
    if not decided.for_people.keys() >= {hit.booking for hit in hits}:
        raise LookAgainError
    decisions = [decided.for_people[hit.booking] for hit in hits]
    movers = [hit for hit, what in zip(hits, decisions, strict=True) if what is Decision.DESK]
    if not all(hit.other_desk for hit in movers):
        raise LookAgainError
    _let_lapse(change.office, now)
    for hit in movers:
        Reservation.objects.filter(pk=hit.reservation).update(desk=hit.other_desk)
    _note(change, hits, decisions)


def _let_lapse(office: Office, now: datetime) -> None:
    """The constraint does not know that a hold has run out."""
    desks = Desk.objects.filter(office=office)
    run_out = Reservation.objects.run_out(now).filter(desk__in=desks)
    run_out.update(status=Reservation.Status.LAPSED)


def _note(change: Change, hits: Iterable[Hit], decisions: Iterable[Decision]) -> None:
    Affected.objects.bulk_create(
        Affected(
            change=change,
            booking_id=hit.booking,
            decision=what,
            starts_at=hit.begins,
            desk_id=hit.desk,
            new_desk_id=hit.other_desk if what is Decision.DESK else None,
            status=Status.DONE if what is Decision.LEAVE else Status.WAITING,
        )
        for hit, what in zip(hits, decisions, strict=True)
    )


def _send_to_new_place(change: Change, now: datetime) -> None:
    """Whoever keeps their time is told of the building; others hear of it with their new time."""
    moved = {hit.booking: hit for hit in moved_by(change.office, steps_of(change), now=now)}
    known = Affected.objects.filter(change=change, booking__in=moved)
    known.filter(decision=Decision.LEAVE).update(status=Status.WAITING)
    others = moved.keys() - set(known.values_list("booking", flat=True))
    rest = [hit for hit in moved.values() if hit.booking in others]
    _note(change, rest, [Decision.PLACE] * len(rest))


def _close(change: Change, decided: Decided, by: User, now: datetime) -> None:
    change.saved_by, change.saved_at = by, now
    change.decisions = change.decisions | {
        "kept_until": decided.kept_until.isoformat(),
        "latest": decided.latest.isoformat(),
    }
    change.save(update_fields=["saved_by", "saved_at", "decisions"])
