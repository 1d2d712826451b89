"""Asking the office for an appointment, and what the person says to its answer.

Every verb looks at the request under a lock on its row, and pressing twice does it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from booking import keys, notifications
from booking.models import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Message,
    Note,
    Outcome,
    Request,
    Reservation,
)
from booking.outcomes import note_outcome
from booking.reservations.confirm import book_held, settle
from booking.reservations.details import Person
from booking.reservations.refusals import ChangedMeanwhileError, DuplicateError, OfferOverError
from offices.models import Offering


@dataclass(frozen=True)
class Asked:
    """What somebody asks for. The same `number` twice is the same press of the button."""

    offering: Offering
    persons: int
    person: Person
    email: str
    phone: str
    talk: str
    matter: str
    document: str = ""
    ends_on: date | None = None
    has_proof: bool = False
    weekdays: Sequence[int] = ()
    parts_of_day: Sequence[str] = ()
    number: str = field(default_factory=keys.new_number)


def ask_for_appointment(asked: Asked, *, now: datetime, language: str) -> Booking:
    """Write the request down and owe a receipt. Pressing twice asks once."""
    office = asked.offering.office
    with transaction.atomic():
        booking, is_new = Booking.objects.get_or_create(
            number=asked.number,
            defaults={
                "authority_id": office.authority_id,
                "office": office,
                "language": language,
                "talk": asked.talk,
                "held_since": now,
            },
        )
        if is_new:
            _write_down(booking, asked, now)
            notifications.owe(booking, Message.Kind.RECEIPT, now=now)
            note_outcome(booking, Outcome.What.ASKED, now=now)
    return booking


def _write_down(booking: Booking, asked: Asked, now: datetime) -> None:
    BookingItem.objects.create(booking=booking, offering=asked.offering, persons=asked.persons)
    Attendee.objects.create(booking=booking, **vars(asked.person))
    Contact.objects.create(booking=booking, email=asked.email, phone=asked.phone)
    Request.objects.create(
        booking=booking,
        asked_at=now,
        matter=asked.matter,
        document=asked.document,
        ends_on=asked.ends_on,
        has_proof=asked.has_proof,
        weekdays=list(asked.weekdays),
        parts_of_day=list(asked.parts_of_day),
    )


def accept_offer(booking: Booking, *, now: datetime) -> Booking:
    """Book the offered time. No code: whoever is here has proven to be the one who asked.

    Raises OfferOverError when the time is not held any more, DuplicateError.
    """
    try:
        with transaction.atomic():
            locked_request(booking)
            if booking.confirmed_at is None:
                _book(booking, now)
    except DuplicateError:
        Booking.objects.filter(pk=booking.pk).update(clashed_at=now)
        raise
    return booking


def _book(booking: Booking, now: datetime) -> None:
    if not book_held(booking, now):
        raise OfferOverError
    booking.refresh_from_db(fields=["reservation"])
    settle(booking, now, proven=False)
    booking.confirmed_at = now
    booking.save(update_fields=["confirmed_at"])


def refuse_offer(booking: Booking, text: str = "", *, now: datetime) -> Booking:
    """Give the offered time back, with a word why if they like; the office has to act again.

    Raises ChangedMeanwhileError when it was accepted, or something else was answered since.
    """
    with transaction.atomic():
        request = locked_request(booking)
        if request.status == Request.Status.OPEN:
            return booking
        if not _is_waiting(request, Request.Status.OFFERED):
            raise ChangedMeanwhileError
        let_go(booking)
        if text:
            say(booking, text, now=now)
        _wait_again(request)
    return booking


def answer_back(booking: Booking, text: str, *, now: datetime) -> Booking:
    """Answer the office's question; the office has to act again.

    Raises ChangedMeanwhileError when there is no question any more.
    """
    with transaction.atomic():
        request = locked_request(booking)
        if was_said_last(booking, text, from_office=False):
            return booking
        if request.status != Request.Status.QUESTION:
            raise ChangedMeanwhileError
        say(booking, text, now=now)
        _wait_again(request)
    return booking


def withdraw_request(booking: Booking, *, now: datetime) -> Booking:
    """Take the request back; an offered time is free at once.

    Raises ChangedMeanwhileError when it was settled otherwise meanwhile.
    """
    with transaction.atomic():
        request = locked_request(booking)
        if request.status == Request.Status.WITHDRAWN:
            return booking
        if not _is_waiting(request, *WAITING):
            raise ChangedMeanwhileError
        let_go(booking)
        request.status = Request.Status.WITHDRAWN
        request.save(update_fields=["status"])
        end(booking, now)
    return booking


# Nothing is settled: the office may answer (again), the person may take it back.
WAITING = (Request.Status.OPEN, Request.Status.OFFERED, Request.Status.QUESTION)


def locked_request(booking: Booking) -> Request:
    """Lock the request's row; give it, and `booking`, as they are now."""
    request = Request.objects.select_for_update().get(booking=booking)
    booking.refresh_from_db(fields=["reservation", "confirmed_at", "sequence"])
    request.booking = booking
    return request


def _is_waiting(request: Request, *statuses: str) -> bool:
    return request.status in statuses and request.booking.confirmed_at is None


def check_waiting(request: Request) -> None:
    """Raise ChangedMeanwhileError unless there is still something to answer."""
    if not _is_waiting(request, *WAITING):
        raise ChangedMeanwhileError


def let_go(booking: Booking) -> None:
    """Free an offered time. The booking has none afterwards: nobody may take that one again."""
    if booking.reservation is not None:
        offered = Reservation.objects.filter(
            pk=booking.reservation.pk, status=Reservation.Status.HELD
        )
        offered.update(status=Reservation.Status.LAPSED)
        booking.reservation = None
        booking.save(update_fields=["reservation"])


def say(booking: Booking, text: str, *, now: datetime, **facts: object) -> Note:
    return Note.objects.create(
        booking=booking, text=text, written_at=now, **{"from_office": False} | facts
    )


def was_said_last(booking: Booking, text: str, *, from_office: bool) -> bool:
    """Whether these very words are the newest: the button was pressed twice."""
    last = booking.notes.last()
    return last is not None and (last.from_office, last.text) == (from_office, text)


def end(booking: Booking, now: datetime) -> None:
    booking.ended_at = now
    booking.save(update_fields=["ended_at"])


def _wait_again(request: Request) -> None:
    request.status = Request.Status.OPEN
    request.save(update_fields=["status"])
