"""The question for somebody who has a number already: which times may be theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Prefetch, prefetch_related_objects

from booking.availability import Ask, ask_for, responsible_for_name
from booking.models import Attendee, Booking, BookingItem
from booking.reservations.hold import Items, is_routed, items_of
from offices.models import Audience
from offices.moments import midnight

EVERYTHING = (
    "attendees",
    Prefetch(
        "items",
        BookingItem.objects.select_related(
            "offering__office", "offering__service__group"
        ).prefetch_related("offering__desks__responsibilities"),
    ),
)


def ask_of(booking: Booking, *, now: datetime, at_once: bool = False) -> Ask:
    """Ask for another time of this booking, or its first: the same matters, at the desks
    responsible for the person.

    Who was invited may choose until the latest day, however far ahead the public may book, what
    is kept back, and internal hours where the invitation says so. `at_once` is for staff.
    """
    items, person = items_of(booking), booking.person
    desks = None if person and not is_routed(booking) else _desks(booking, items, person)
    return _ask(booking, items, desks, now, at_once=at_once)


def times_to_offer(booking: Booking, *, now: datetime) -> Ask:
    """Ask for what staff may give: hours of staff and what is kept back too, and without the
    public's notice.
    """
    ask = ask_of(booking, now=now, at_once=True)
    return replace(ask, earliest=now, audiences=(Audience.PUBLIC, Audience.INTERNAL))


def asks_of(bookings: Sequence[Booking], *, now: datetime) -> list[Ask]:
    """The questions of many bookings, for the price of a few statements."""
    prefetch_related_objects(bookings, *EVERYTHING)
    asked = [(one, _items(one)) for one in bookings]
    return [_ask(one, items, _desks(one, items, one.person), now) for one, items in asked]


def _items(booking: Booking) -> Items:
    return [(item.offering, item.persons) for item in booking.items.all()]


def _ask(
    booking: Booking,
    items: Items,
    desks: set[int] | None,
    now: datetime,
    *,
    at_once: bool = False,
) -> Ask:
    invitation = getattr(booking, "invitation", None)
    ask = ask_for(items, now=now, desks=desks, at_once=at_once or invitation is not None)
    if invitation is None:
        return ask
    internal = (Audience.INTERNAL,) if invitation.internal_hours else ()
    return replace(
        ask,
        latest=midnight(invitation.latest + timedelta(days=1), ask.zone),
        audiences=(*ask.audiences, *internal),
    )


def _desks(booking: Booking, items: Items, person: Attendee | None) -> set[int] | None:
    """Those that are responsible for the name in every matter; None where names don't matter."""
    if person is None:
        return set(booking.routed_desks) if booking.routed_desks is not None else None
    found = [responsible_for_name(offering, person.family_name) for offering, _persons in items]
    routed = [set(desks) for desks in found if desks is not None]
    return set.intersection(*routed) if routed else None
