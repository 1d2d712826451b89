"""Rows as they stand, read into what the walk by the minute understands."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import connection

from booking.models import Booking, Reservation
from offices.models import Closure, Offering, Office, OpeningHours, Responsibility
from tests.booking.availability.oracle import (
    Calendar,
    Closed,
    Desk,
    Hours,
    Offer,
    Taken,
    Visit,
)
from tests.booking.impact.minutes import Guest, Town


def read(pk: int, now: datetime, *, with_people: bool = True) -> Town:
    office = Office.objects.get(pk=pk)
    guests = [_guest(one) for one in _bookings(office)] if with_people else []
    calendar = Calendar(
        zone=office.zone,
        grid=office.grid_minutes,
        now=now,
        desks=_desks(office),
        offers=_offers(office),
        hours=_hours(office),
        visit=Visit(()),
        closed=_closed(office),
        taken=[guest.taken for guest in guests],
        valid_until=office.valid_until,
        release=office.release_at,
    )
    rows = Responsibility.objects.filter(desk__office=office)
    letters = {one.desk_id: (one.surname_from, one.surname_to) for one in rows}
    return Town(calendar, guests, letters)


def _desks(office: Office) -> list[Desk]:
    rows = office.desks.prefetch_related("offerings").order_by("pk")
    return [Desk(d.pk, frozenset(o.pk for o in d.offerings.all()), d.valid_until) for d in rows]


def _offers(office: Office) -> dict[int, Offer]:
    return {
        one.pk: Offer(
            key=one.pk,
            duration=one.duration_minutes,
            further=one.minutes_per_further_person,
            tidy=one.tidy_minutes,
            notice=one.notice_minutes,
            horizon=one.horizon_days,
            valid_until=one.valid_until,
            urgent=one.service.urgent,
        )
        for one in Offering.objects.filter(office=office).select_related("service")
    }


def _hours(office: Office) -> list[Hours]:
    rows = OpeningHours.objects.filter(office=office).prefetch_related("desks", "offerings")
    return [
        Hours(
            weekday=one.weekday,
            opens=one.opens,
            closes=one.closes,
            audience=one.audience,
            desks=frozenset(desk.pk for desk in one.desks.all()),
            offers=frozenset(offering.pk for offering in one.offerings.all()),
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            every_weeks=one.every_weeks,
            kept=one.opens_to_public_before,
        )
        for one in rows
    ]


def _closed(office: Office) -> list[Closed]:
    return [
        Closed(one.starts_at, one.ends_at, one.desk_id, one.applies, one.holiday)
        for one in Closure.objects.filter(office=office)
    ]


def _bookings(office: Office) -> list[Booking]:
    near = Booking.objects.filter(office=office).exclude(reservation=None)
    near = near.select_related("reservation", "invitation", "request")
    return list(near.prefetch_related("items", "attendees").order_by("pk"))


def _guest(booking: Booking) -> Guest:
    taken = booking.time
    return Guest(
        booking=booking.pk,
        reservation=taken.pk,
        taken=Taken(taken.desk_id, taken.starts_at, taken.ends_at, taken.status, taken.expires_at),
        items=tuple((item.offering_id, item.persons) for item in booking.items.all()),
        name=booking.attendees.all()[0].family_name,
        is_kept=_is_kept(booking),
    )


def _is_kept(booking: Booking) -> bool:
    """Not one that the person has chosen, or is typing for."""
    until = booking.invitation.kept_until if hasattr(booking, "invitation") else None
    is_offered = hasattr(booking, "request") and booking.request.status == "offered"
    return is_offered or (until is not None and until == booking.time.expires_at)


TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
  AND (table_name LIKE 'offices%' OR table_name LIKE 'booking%') ORDER BY 1
"""


def everything() -> dict[str, str]:
    """Every row of every table of ours, those of the history too, in short."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f"SELECT t::text FROM {name} t ORDER BY 1")  # noqa: S608
            rows = "\n".join(row for (row,) in cursor.fetchall())
            found[name] = f"{rows.count(chr(10))} {sha256(rows.encode()).hexdigest()}"
    return found


def times(office: int) -> dict[int, tuple]:
    """How every reservation of the office stands."""
    rows = Reservation.objects.filter(desk__office=office)
    return {row[0]: row[1:] for row in rows.values_list("pk", "desk", "during", "status")}
