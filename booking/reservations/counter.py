"""Booking for somebody who stands at the counter or is on the phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.availability import Ask, ask_for, responsible_for_name
from booking.models import Attendee, Booking, Contact, Reservation
from booking.reservations.alike import other_named
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.confirm import settle
from booking.reservations.desks import at_desk, for_staff
from booking.reservations.details import Person
from booking.reservations.hold import Items, write_items


@dataclass(frozen=True)
class Visitor:
    """Who comes, and how to reach and understand them; e-mail and phone may both be empty.

    The first of `people` is the one whose matter it is.
    """

    people: Sequence[Person]
    language: str
    email: str = ""
    phone: str = ""
    talk: str = ""
    needs: Sequence[str] = ()


def counter_ask(
    items: Items, *, now: datetime, desk: int | None = None, family_name: str = ""
) -> Ask:
    """Ask for what staff may give for these matters; with a name, at the desks responsible."""
    desks = _responsible(items, family_name) if family_name else None
    return for_staff(ask_for(items, now=now, desks=desks, at_once=True), now=now, desk=desk)


def _responsible(items: Items, family_name: str) -> set[int] | None:
    """Those responsible in every matter; None where names don't matter."""
    found = [responsible_for_name(offering, family_name) for offering, _persons in items]
    routed = [set(desks) for desks in found if desks is not None]
    return set.intersection(*routed) if routed else None


def book_for(
    visitor: Visitor, *, items: Items, start: datetime, now: datetime, desk: int | None = None
) -> Booking:
    """Book at once, without a code: who sits in front of you, or calls, is who they say.

    With an e-mail address the confirmation is owed, and reminders. Raises SlotTakenError,
    NoDeskError where a `desk` was asked for, BusyError, and HasAnotherError where the person has
    an appointment for this matter already.
    """
    person = visitor.people[0]
    ask = counter_ask(items, now=now, desk=desk, family_name=person.family_name)
    with (
        other_named([offering.pk for offering, _persons in items], person.fingerprint),
        at_desk(desk),
        calendar_locked(ask.office, [day_of(ask, start)]),
    ):
        return _book(visitor, ask, items, start, now)


def _book(visitor: Visitor, ask: Ask, items: Items, start: datetime, now: datetime) -> Booking:
    office = items[0][0].office
    routed = _responsible(items, visitor.people[0].family_name)
    desk, during = claim(ask, start, now=now)
    booking = Booking.objects.create(
        authority_id=office.authority_id,
        office=office,
        reservation=Reservation.objects.create(
            desk_id=desk, during=during, status=Reservation.Status.BOOKED
        ),
        language=visitor.language,
        talk=visitor.talk,
        needs=list(visitor.needs),
        routed_desks=None if routed is None else sorted(routed),
        held_since=now,
        confirmed_at=now,
    )
    write_items(booking, items)
    _write_people(booking, visitor)
    settle(booking, now, proven=False)
    return booking


def _write_people(booking: Booking, visitor: Visitor) -> None:
    Attendee.objects.bulk_create(
        Attendee(booking=booking, position=position, **vars(person))
        for position, person in enumerate(visitor.people)
    )
    if visitor.email or visitor.phone:
        Contact.objects.create(booking=booking, email=visitor.email, phone=visitor.phone)
