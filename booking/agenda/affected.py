"""Who already has, waits for, or may choose a time for an offering that is about to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from booking.models import Booking, Invitation, Request, Reservation
from offices.models import Offering, Office
from offices.moments import day_at, midnight


@dataclass(frozen=True)
class Affected:
    """How many; of no person anything is told."""

    appointments: int
    invitations: int
    requests: int

    def __bool__(self) -> bool:
        return bool(self.appointments or self.invitations or self.requests)


def booked(offering: Offering, *, now: datetime, after: date | None = None) -> QuerySet[Booking]:
    """Bookings with a time to come; with a day, only those whose time is on a later one."""
    zone = offering.office.zone
    since = max(now, midnight(after + timedelta(days=1), zone)) if after else now
    return Booking.objects.filter(
        items__offering=offering,
        reservation__status=Reservation.Status.BOOKED,
        reservation__during__startswith__gte=since,
    ).distinct()


def beyond(office: Office, last_day: date, *, now: datetime) -> QuerySet[Reservation]:
    """Appointments at an office on days after `last_day`, and times that people are taking."""
    after = max(now, midnight(last_day + timedelta(days=1), office.zone))
    return Reservation.objects.live(now).filter(
        desk__office=office.pk,
        kind=Reservation.Kind.APPOINTMENT,
        during__startswith__gte=after,
    )


def affected_by_end(offering: Offering, last_day: date, *, now: datetime) -> Affected:
    """Whoever stands there when the offering ends on `last_day`."""
    today = day_at(now, offering.office.zone)
    invited = Invitation.objects.filter(booking__items__offering=offering).to_choose(today)
    asked = Request.objects.filter(booking__items__offering=offering).waiting(now)
    return Affected(
        appointments=booked(offering, now=now, after=last_day).count(),
        invitations=invited.filter(latest__gt=last_day).distinct().count(),
        requests=asked.distinct().count(),
    )
