"""The question for somebody who has a number already: which times may be theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from booking.availability import Ask, ask_for, responsible_for_name
from booking.availability.ask import midnight
from booking.models import Booking
from booking.reservations.hold import Items, items_of
from offices.models import Audience


def ask_of(booking: Booking, *, now: datetime) -> Ask:
    """Ask for another time of this booking, or its first: the same matters, at the desks
    responsible for the person.

    Who was invited may choose until the latest day, however far ahead the public may book, and
    internal hours where the invitation says so.
    """
    items = items_of(booking)
    ask = ask_for(items, now=now, desks=_desks(booking, items))
    invitation = getattr(booking, "invitation", None)
    if invitation is None:
        return ask
    internal = (Audience.INTERNAL,) if invitation.internal_hours else ()
    return replace(
        ask,
        latest=midnight(invitation.latest + timedelta(days=1), ask.zone),
        audiences=(*ask.audiences, *internal),
    )


def _desks(booking: Booking, items: Items) -> set[int] | None:
    """Those that are responsible for the name in every matter; None where names don't matter."""
    person = booking.attendees.filter(position=0).first()
    if person is None:
        return set(booking.routed_desks) if booking.routed_desks is not None else None
    found = [responsible_for_name(offering, person.family_name) for offering, _persons in items]
    routed = [set(desks) for desks in found if desks is not None]
    return set.intersection(*routed) if routed else None
