"""Builders for what people have: bookings, held or booked, and the messages owed to them."""

from datetime import date, datetime, timedelta
from typing import Any

from psycopg2.extras import DateTimeTZRange

from booking.models import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Invitation,
    Message,
    Request,
    Reservation,
    Verification,
)
from offices.models import Desk, Offering
from tests import make


def reservation(
    *, at: Desk, starts: datetime, status: Reservation.Status, minutes: int = 30, **fields: Any
) -> Reservation:
    during = DateTimeTZRange(starts, starts + timedelta(minutes=minutes))
    return Reservation.objects.create(desk=at, during=during, status=status, **fields)


def held(*, now: datetime, offering: Offering | None = None, **fields: Any) -> Booking:
    """Amal has asked for a code at `now`, for a time a week later; it is held for 20 minutes."""
    made = _booking(
        offering,
        now + timedelta(days=7),
        status=Reservation.Status.HELD,
        expires_at=now + Verification.LIFETIME,
        held_since=now,
        **fields,
    )
    Verification.objects.create(booking=made, issued_at=now)
    return made


def booked(
    *, starts: datetime, now: datetime, offering: Offering | None = None, **fields: Any
) -> Booking:
    """Amal has an appointment; at `desk`, where more than one serve."""
    return _booking(
        offering,
        starts,
        status=Reservation.Status.BOOKED,
        held_since=now,
        confirmed_at=now,
        **fields,
    )


def _booking(
    offering: Offering | None,
    starts: datetime,
    *,
    status: Reservation.Status,
    expires_at: datetime | None = None,
    desk: Desk | None = None,
    **fields: Any,
) -> Booking:
    offering = offering or make.offering(at=make.desk(at=make.office()).office)
    desk = desk or offering.desks.get()
    taken = reservation(at=desk, starts=starts, status=status, expires_at=expires_at)
    return _with_amal(offering, reservation=taken, **fields)


def _with_amal(offering: Offering, **fields: Any) -> Booking:
    email = fields.pop("email", "amal@people.example")
    made = Booking.objects.create(
        authority=offering.office.authority,
        office=offering.office,
        **{"language": "en", "talk": "german"} | fields,
    )
    BookingItem.objects.create(booking=made, offering=offering)
    Attendee.objects.create(
        booking=made, family_name="O'Hadi-Öztürk", given_names="Amal", birth_year=1990
    )
    Contact.objects.create(booking=made, email=email)
    return made


def invited(
    *, latest: date, now: datetime, offering: Offering | None = None, **fields: Any
) -> Booking:
    """Amal may choose a time until `latest`; fields of Invitation are given as `invitation`."""
    invitation = {"way": "email", "invited_at": now, "latest": latest}
    invitation |= fields.pop("invitation", {})
    made = _dossier(offering, now, **fields)
    Invitation.objects.create(booking=made, **invitation)
    return made


def asked(*, now: datetime, offering: Offering | None = None, **fields: Any) -> Booking:
    """Amal has asked for an appointment; fields of Request are given as `request`."""
    request = {"asked_at": now, "matter": "My card ends soon."} | fields.pop("request", {})
    made = _dossier(offering, now, **fields)
    Request.objects.create(booking=made, **request)
    return made


def _dossier(offering: Offering | None, now: datetime, **fields: Any) -> Booking:
    offering = offering or make.offering(at=make.desk(at=make.office()).office)
    return _with_amal(offering, reservation=None, held_since=now, **fields)


def message(booking: Booking, kind: Message.Kind, *, due: datetime, **fields: Any) -> Message:
    """Owe a message without knocking."""
    facts = {
        "authority": booking.authority,
        "booking": booking,
        "kind": kind,
        "language": booking.language,
        "to": booking.email,
        "due_at": due,
    }
    return Message.objects.create(**facts | fields)
