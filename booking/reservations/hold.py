"""Holding a time while the person types: take, take again, keep longer, give back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from booking import prepared
from booking.availability import Ask, ask_for, responsible_for_name
from booking.models import Booking, BookingItem, Reservation
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.refusals import (
    AlreadyConfirmedError,
    LapsedError,
    NoMoreTimeError,
    OtherDeskError,
)
from offices import showcase
from offices.models import Offering

HOLD = timedelta(minutes=15)
EXTENSION = timedelta(minutes=10)
LONGEST = timedelta(hours=1)

LOCKED = f"""
SELECT {prepared.columns(Reservation, "time")} FROM booking_reservation time
JOIN booking_booking booking ON booking.reservation_id = time.id WHERE booking.id = $1 FOR UPDATE
"""
ROUTED = """
SELECT 1 FROM offices_responsibility responsible
JOIN offices_offering_desks serving ON serving.desk_id = responsible.desk_id
WHERE serving.offering_id = ANY ($1) LIMIT 1
"""

Items = Sequence[tuple[Offering, int]]


def hold(
    *,
    items: Items,
    start: datetime,
    now: datetime,
    language: str,
    booking: Booking | None = None,
    desks: Iterable[int] | None = None,
) -> Booking:
    """Hold `start` for 15 minutes; with `booking`, instead of what that browser held before.

    One transaction: if the new time is taken, the old one is kept. What was typed into
    `booking` stays. Raises SlotTakenError, BusyError.
    """
    ask = ask_for(items, now=now, desks=desks)
    if booking is None or not _is_only_held(booking):
        return _first_hold(ask, items, start, now, language)
    return _hold_instead(booking, ask, items, start, now)


def _is_only_held(booking: Booking) -> bool:
    """Whether it may become another visit: what is booked, was asked or invited to may not."""
    has_papers = hasattr(booking, "invitation") or hasattr(booking, "request")
    return booking.confirmed_at is None and not has_papers


def _first_hold(ask: Ask, items: Items, start: datetime, now: datetime, language: str) -> Booking:
    office = items[0][0].office
    with calendar_locked(ask.office, [day_of(ask, start)]):
        desk, during = claim(ask, start, now=now)
        reservation = Reservation.objects.create(
            desk_id=desk, during=during, status=Reservation.Status.HELD, expires_at=now + HOLD
        )
        booking = Booking.objects.create(
            authority_id=office.authority_id,
            office=office,
            reservation=reservation,
            language=language,
            routed_desks=ask.desks,
            held_since=now,
        )
        write_items(booking, items)
    return booking


def _hold_instead(
    booking: Booking, ask: Ask, items: Items, start: datetime, now: datetime
) -> Booking:
    old = booking.time
    days = {day_of(ask, start)} | (
        {day_of(ask, old.starts_at)} if _same_office(old, ask) else set()
    )
    with calendar_locked(ask.office, days):
        old = locked(booking)
        since, until = how_long(booking, old, ask, start, now)
        Reservation.objects.filter(pk=old.pk).update(status=Reservation.Status.LAPSED)
        desk, during = claim(ask, start, now=now)
        _hold_again(old, desk, during, until)
        booking.reservation = old
        booking.office, booking.held_since = items[0][0].office, since
        booking.authority_id = booking.office.authority_id
        booking.routed_desks = None if ask.desks is None else list(ask.desks)
        booking.save(update_fields=["office", "authority", "held_since", "routed_desks"])
        booking.items.all().delete()
        write_items(booking, items)
    return booking


def _same_office(reservation: Reservation, ask: Ask) -> bool:
    return reservation.desk.office_id == ask.office


def how_long(
    booking: Booking, held: Reservation, ask: Ask, start: datetime, now: datetime
) -> tuple[datetime, datetime]:
    """Since when and until when the new time is held.

    To choose what is held again, or a time that overlaps it, does not begin a new hour.
    """
    overlaps = held.starts_at < start + timedelta(minutes=ask.minutes) and start < held.ends_at
    if not (overlaps and _same_office(held, ask) and held.is_held(now)):
        return now, now + HOLD
    until = min(now + HOLD, booking.held_since + LONGEST)
    return booking.held_since, max(until, held.expires_at or now)


def lock_time(booking: Booking) -> Reservation:
    """Lock the booking's row and that of its time, and return the time as it is now.

    Raises Reservation.DoesNotExist; TransactionManagementError where no lock would last.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A lock lasts as long as its transaction.")
    found = prepared.objects(Reservation, "lock_time", LOCKED, booking.pk)
    if not found:
        raise Reservation.DoesNotExist
    return found[0]


def locked(booking: Booking) -> Reservation:
    """Lock the held time and return it as it is now.

    Raises AlreadyConfirmedError when another tab has booked it meanwhile.
    """
    reservation = lock_time(booking)
    if reservation.status not in (Reservation.Status.HELD, Reservation.Status.LAPSED):
        raise AlreadyConfirmedError
    return reservation


def _hold_again(reservation: Reservation, desk: int, during: object, until: datetime) -> None:
    reservation.desk_id, reservation.during = desk, during
    reservation.status, reservation.expires_at = Reservation.Status.HELD, until
    reservation.save(update_fields=["desk", "during", "status", "expires_at"])


def write_items(booking: Booking, items: Items) -> None:
    BookingItem.objects.bulk_create(
        BookingItem(booking=booking, offering=offering, persons=persons, position=position)
        for position, (offering, persons) in enumerate(items)
    )


def items_of(booking: Booking) -> list[tuple[Offering, int]]:
    """The matters with what the calendar needs of them, as written now."""
    items = booking.items.all()
    offerings = showcase.for_the_calendar().in_bulk([item.offering_id for item in items])
    return [(offerings[item.offering_id], item.persons) for item in items]


def extend(booking: Booking, *, now: datetime) -> datetime:
    """Hold ten minutes longer, up to an hour in all; return the new end (UTC).

    Raises LapsedError when the hold has run out, NoMoreTimeError after the hour.
    """
    with transaction.atomic():
        reservation = locked(booking)
        if not reservation.is_held(now) or reservation.expires_at is None:
            raise LapsedError
        end = min(reservation.expires_at + EXTENSION, booking.held_since + LONGEST)
        if end <= reservation.expires_at:
            raise NoMoreTimeError
        keep_until(reservation, end)
    booking.reservation = reservation
    return end


def keep_until(reservation: Reservation, end: datetime) -> None:
    """Never shorten a hold: the later of the two ends counts."""
    reservation.expires_at = max(reservation.expires_at or end, end)
    reservation.save(update_fields=["expires_at"])


def give_back(booking: Booking) -> None:
    """Free the held time at once; what was typed stays for an hour."""
    with transaction.atomic():
        reservation = locked(booking)
        reservation.status = Reservation.Status.LAPSED
        reservation.save(update_fields=["status"])


def is_routed(booking: Booking) -> bool:
    """Whether any matter's desks divide people by their names."""
    matters = [item.offering_id for item in booking.items.all()]
    return bool(prepared.rows("routed", ROUTED, matters))


def check_desk(booking: Booking, family_name: str) -> None:
    """Raise OtherDeskError when the held desk is not responsible for this family name."""
    if not is_routed(booking):
        return
    for offering, _persons in items_of(booking):
        desks = responsible_for_name(offering, family_name)
        if desks is not None and booking.time.desk_id not in desks:
            raise OtherDeskError
