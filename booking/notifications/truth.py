"""Whether a message still says what is so: looked at last thing before it is sent."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db.models import Q

from booking.models import (
    Booking,
    Contact,
    Message,
    Reservation,
    Stage,
    Verification,
    Visit,
    stage_of,
)


def is_still_true(message: Message, now: datetime) -> bool:
    if not message.to or message.booking.forgotten_at is not None:
        return False
    return CHECKS[Message.Kind(message.kind)](message, now)


def _is_current_code(message: Message, now: datetime) -> bool:
    """The newest code to the address given now, still usable, for a time still held."""
    booking = message.booking
    return (
        _is_usable(message, now)
        and booking.confirmed_at is None
        and booking.email == message.to
        and booking.time.is_held(now)
    )


def _is_current_new_code(message: Message, now: datetime) -> bool:
    waiting = Contact.objects.filter(booking=message.booking, new_email=message.to)
    return _is_usable(message, now) and waiting.exists()


def _is_usable(message: Message, now: datetime) -> bool:
    verification: Verification | None = getattr(message.booking, "verification", None)
    return (
        verification is not None
        and verification.issue == message.issue
        and now < verification.issued_at + Verification.LIFETIME
    )


def _is_to_come(message: Message, now: datetime) -> bool:
    return _starts_after(message.booking, now)


def _starts_after(booking: Booking, now: datetime) -> bool:
    reservation = booking.reservation
    return (
        reservation is not None
        and reservation.status == Reservation.Status.BOOKED
        and now < reservation.starts_at
    )


def _is_this_time(message: Message, now: datetime) -> bool:
    return message.issue == message.booking.sequence and _is_to_come(message, now)


def _is_next_reminder(message: Message, now: datetime) -> bool:
    """Of two that have come due after an outage, only the later one is sent.

    The later was written later; when each is due may have been put off since.
    """
    later = Message.objects.filter(
        booking=message.booking,
        kind=Message.Kind.REMINDER,
        issue=message.issue,
        pk__gt=message.pk,
    )
    to_come = Q(status=Message.Status.OWED, attempts=0, due_at__gt=now)
    return _is_this_time(message, now) and not later.exclude(to_come).exists()


def _is_cancelled(message: Message, now: datetime) -> bool:  # noqa: ARG001
    reservation = message.booking.reservation
    return reservation is not None and reservation.status == Reservation.Status.CANCELLED


def _is_at(stage: Stage, message: Message, now: datetime) -> bool:
    return stage_of(message.booking, now) is stage


def _may_choose(message: Message, now: datetime) -> bool:
    return stage_of(message.booking, now) in (Stage.INVITED, Stage.KEPT)


def _is_this_offer(message: Message, now: datetime) -> bool:
    """Another time may have been offered instead."""
    return message.issue == message.booking.sequence and _is_at(Stage.OFFERED, message, now)


def _has_to_choose(message: Message, now: datetime) -> bool:
    """A newer change may have asked anew."""
    return message.issue == message.booking.sequence and _may_choose(message, now)


def _waits_again(message: Message, now: datetime) -> bool:
    stage = stage_of(message.booking, now)
    return message.issue == message.booking.sequence and stage in (Stage.ASKED, Stage.INVITED)


def _is_still_missing(message: Message, now: datetime) -> bool:  # noqa: ARG001
    visit: Visit | None = getattr(message.booking, "visit", None)
    return visit is not None and visit.result == Visit.Result.DOCUMENTS_MISSING


def _always(message: Message, now: datetime) -> bool:  # noqa: ARG001
    return True


CHECKS: dict[Message.Kind, Callable[[Message, datetime], bool]] = {
    Message.Kind.CODE: _is_current_code,
    Message.Kind.NEW_EMAIL: _is_current_new_code,
    Message.Kind.CONFIRMATION: _is_to_come,
    Message.Kind.MOVED: _is_this_time,
    Message.Kind.REMINDER: _is_next_reminder,
    Message.Kind.CANCELLATION: _is_cancelled,
    Message.Kind.CORRECTED: _always,
    Message.Kind.NOT_CORRECTED: _always,
    Message.Kind.OTHER_EMAIL: _always,
    Message.Kind.RECEIPT: _always,
    Message.Kind.INVITATION: partial(_is_at, Stage.INVITED),
    Message.Kind.LAST_CALL: _may_choose,
    Message.Kind.WITHDRAWAL: partial(_is_at, Stage.WITHDRAWN),
    Message.Kind.OFFER: _is_this_offer,
    Message.Kind.QUESTION: partial(_is_at, Stage.QUESTION),
    Message.Kind.DECLINED: partial(_is_at, Stage.DECLINED),
    Message.Kind.MISSING: _is_still_missing,
    Message.Kind.CHOOSE_AGAIN: _has_to_choose,
    Message.Kind.OTHER_DESK: _is_this_time,
    Message.Kind.OFFER_OVER: _waits_again,
    Message.Kind.NEW_PLACE: _is_this_time,
}
