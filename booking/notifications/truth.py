"""Whether a message still says what is so: looked at last thing before it is sent."""

from datetime import datetime

from booking.models import Message, Reservation, Verification


def is_still_true(message: Message, now: datetime) -> bool:
    return bool(message.to) and CHECKS[Message.Kind(message.kind)](message, now)


def _is_current_code(message: Message, now: datetime) -> bool:
    """The newest code to the address given now, still usable, for a time still held."""
    booking = message.booking
    verification: Verification | None = getattr(booking, "verification", None)
    return (
        verification is not None
        and booking.confirmed_at is None
        and booking.email == message.to
        and verification.issue == message.issue
        and now < verification.issued_at + Verification.LIFETIME
        and booking.time.is_held(now)
    )


def _is_to_come(message: Message, now: datetime) -> bool:
    reservation = message.booking.reservation
    return (
        reservation is not None
        and reservation.status == Reservation.Status.BOOKED
        and now < reservation.starts_at
    )


CHECKS = {
    Message.Kind.CODE: _is_current_code,
    Message.Kind.CONFIRMATION: _is_to_come,
}
