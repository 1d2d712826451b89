"""What the office answers to a request: a time, an invitation to choose, a question, or no.

Nothing here happens by itself: somebody (`by`) pressed a button.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from booking import notifications
from booking.availability import Ask
from booking.models import Booking, Invitation, Message, Outcome, Request, Reservation
from booking.outcomes import note_outcome
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.invite import Right, grant
from booking.reservations.move import new_sequence
from booking.reservations.own import times_to_offer
from booking.reservations.refusals import DeadlineError
from booking.reservations.requests import (
    check_waiting,
    end,
    let_go,
    locked_request,
    say,
    was_said_last,
)
from offices.models import User
from offices.moments import day_at


def offer_time(
    request: Request, start: datetime, *, until: datetime, by: User, now: datetime
) -> Request:
    """Keep `start` for the person until `until` (UTC), instead of what was offered before.

    Raises DeadlineError unless now < until < start, SlotTakenError, BusyError (what was offered
    before stays), ChangedMeanwhileError.
    """
    if not now < until < start:
        raise DeadlineError
    booking = request.booking
    ask = times_to_offer(booking, now=now)
    before = booking.reservation
    days = {day_of(ask, start)} | ({day_of(ask, before.starts_at)} if before else set())
    with calendar_locked(ask.office, days):
        found = locked_request(booking)
        check_waiting(found)
        if not _is_offered(found, start, until, now):
            let_go(booking)
            _keep(booking, ask, start, until=until, now=now)
            new_sequence(booking)
            _answered(found, Request.Status.OFFERED, by, now)
            notifications.owe(booking, Message.Kind.OFFER, now=now)
    return found


def _is_offered(request: Request, start: datetime, until: datetime, now: datetime) -> bool:
    """Whether this very time is offered already: the button was pressed twice."""
    kept = request.booking.reservation
    if kept is None or request.status != Request.Status.OFFERED or not kept.is_held(now):
        return False
    return (kept.starts_at, kept.expires_at) == (start, until)


def _keep(booking: Booking, ask: Ask, start: datetime, *, until: datetime, now: datetime) -> None:
    desk, during = claim(ask, start, now=now)
    booking.reservation = Reservation.objects.create(
        desk_id=desk, during=during, status=Reservation.Status.HELD, expires_at=until
    )
    booking.save(update_fields=["reservation"])


def invite_to_choose(
    request: Request, latest: date, *, by: User, now: datetime, internal_hours: bool | None = None
) -> Request:
    """Let the person choose a time until `latest`, a day of the office's calendar.

    `internal_hours` is as the offering says where it is None. Raises DeadlineError for a day in
    the past, ChangedMeanwhileError.
    """
    booking = request.booking
    if latest < day_at(now, booking.office.zone):
        raise DeadlineError
    with transaction.atomic():
        found = locked_request(booking)
        if found.status == Request.Status.INVITED:
            return found
        check_waiting(found)
        let_go(booking)
        way = Invitation.Way.EMAIL if booking.email else Invitation.Way.LETTER
        grant(booking, Right(way, latest, internal_hours=internal_hours), by=by, now=now)
        _answered(found, Request.Status.INVITED, by, now)
    return found


def ask_back(request: Request, text: str, *, by: User, now: datetime) -> Request:
    """Ask the person something; an offered time is given back. Raises ChangedMeanwhileError."""
    with transaction.atomic():
        found = locked_request(request.booking)
        asked = found.status == Request.Status.QUESTION
        if not (asked and was_said_last(found.booking, text, from_office=True)):
            check_waiting(found)
            _write(found, text, Message.Kind.QUESTION, by=by, now=now)
            _answered(found, Request.Status.QUESTION, by, now)
    return found


def decline(request: Request, text: str, *, by: User, now: datetime) -> Request:
    """Say no, and why; an offered time is given back. Raises ChangedMeanwhileError."""
    with transaction.atomic():
        found = locked_request(request.booking)
        if found.status == Request.Status.DECLINED:
            return found
        check_waiting(found)
        _write(found, text, Message.Kind.DECLINED, by=by, now=now)
        _answered(found, Request.Status.DECLINED, by, now)
        end(found.booking, now)
        note_outcome(found.booking, Outcome.What.DECLINED, now=now)
    return found


def _write(request: Request, text: str, kind: Message.Kind, *, by: User, now: datetime) -> None:
    booking = request.booking
    let_go(booking)
    note = say(booking, text, now=now, from_office=True, written_by=by)
    notifications.owe(booking, kind, now=now, note=note)


def _answered(request: Request, status: Request.Status, by: User, now: datetime) -> None:
    request.status, request.answered_at, request.answered_by = status, now, by
    request.save(update_fields=["status", "answered_at", "answered_by"])
