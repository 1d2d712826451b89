"""What somebody of the office has to look after: each kind as a question of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from booking.availability import outside
from booking.models import Booking, BookingItem, Correction, Message, Reservation
from offices.models import Office
from offices.moments import day_at, midnight

# A message that is still owed after so long hangs; a day without a word for so long back counts.
HANGS, BACK = timedelta(minutes=15), timedelta(days=14)


def _of(office: Office) -> QuerySet[Booking]:
    rows: QuerySet[Booking] = Booking.objects.filter(office=office, forgotten_at=None).for_lines()
    return rows


def outside_hours(office: Office, now: datetime) -> QuerySet[Booking]:
    """Appointments to come for which their desk is not open any more."""
    found = outside(office.pk, day_at(now, office.zone), now=now)
    return _of(office).filter(reservation__in=found).order_by("reservation__during")


def not_served(office: Office, now: datetime) -> QuerySet[Booking]:
    """Appointments to come at a desk that does not serve one of their matters any more."""
    matter = BookingItem.objects.filter(booking=OuterRef("pk")).exclude(
        offering__desks=OuterRef("reservation__desk")
    )
    to_come = _of(office).filter(
        reservation__status=Reservation.Status.BOOKED, reservation__during__startswith__gt=now
    )
    return to_come.filter(Exists(matter)).order_by("reservation__during")


def without_a_word(office: Office, now: datetime) -> QuerySet[Booking]:
    """Appointments of earlier days of which nobody said whether the person came."""
    began = midnight(day_at(now, office.zone), office.zone)
    return (
        _of(office)
        .filter(
            reservation__status=Reservation.Status.BOOKED,
            reservation__during__endswith__lte=began,
            reservation__during__startswith__gte=began - BACK,
        )
        .order_by("-reservation__during")
    )


def unsent(office: Office, now: datetime) -> QuerySet[Message]:
    """Messages that could not be sent, or have been owed for too long."""
    hanging = Q(status=Message.Status.OWED, due_at__lte=now - HANGS)
    rows = Message.objects.filter(booking__office=office, booking__forgotten_at=None)
    near = rows.filter(Q(status=Message.Status.FAILED) | hanging).exclude(to="")
    return near.select_related("booking__reservation").order_by("-due_at")


def clashed(office: Office) -> QuerySet[Booking]:
    """Two appointments of one person for one matter, which only the office can settle."""
    return _of(office).filter(clashed_at__isnull=False).order_by("clashed_at")


def misspelt(office: Office) -> QuerySet[Correction]:
    """Typing errors that people have reported."""
    rows = Correction.objects.filter(booking__office=office, status=Correction.Status.OPEN)
    return rows.select_related("booking__reservation").order_by("reported_at")
