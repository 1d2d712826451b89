"""What stands on every page from the held time on: which time, where, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from booking.forms.wishes import Wish
from booking.models import Booking, Reservation
from booking.reservations import persons_of
from booking.views.citizen.offer import STEPS, offering_with, page_language
from booking.views.citizen.paths import path_to
from offices.moments import clock_at, day_at, day_in_words
from offices.showcase import ShownAddress, ShownAuthority, ShownOffering

PERSON_STEP, CONTACT_STEP, LAST_STEP = 6, 7, STEPS


@dataclass(frozen=True, slots=True)
class Chosen:
    """The time of a booking and what it is for, ready for reading; `until` is the hold's end."""

    authority: ShownAuthority
    offering: ShownOffering
    place: ShownAddress
    persons: int
    day: str
    clock: str
    until: str
    is_held: bool
    was_given_back: bool


def offering_of(booking: Booking) -> tuple[ShownAuthority, ShownOffering]:
    """What is booked, and of whom. Raises Http404 when the office has withdrawn it meanwhile."""
    return offering_with(booking.items.all()[0].offering_id)


def chosen(booking: Booking, now: datetime) -> Chosen:
    authority, offering = offering_of(booking)
    reservation, zone = booking.time, booking.office.zone
    day, ends = day_at(reservation.starts_at, zone), reservation.expires_at or now
    lapsed = reservation.status == Reservation.Status.LAPSED
    return Chosen(
        authority=authority,
        offering=offering,
        persons=persons_of(booking),
        place=offering.office.place_on(day),
        day=day_in_words(day, page_language()),
        clock=clock_at(reservation.starts_at, zone),
        until=clock_at(ends, zone),
        is_held=reservation.is_held(now),
        was_given_back=lapsed and ends > now,
    )


def page(
    request: HttpRequest,
    name: str,
    booking: Booking,
    *,
    now: datetime,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """Answer with templates/citizen/<name>.html; who was invited skips most steps: none is told."""
    frame, is_invited = chosen(booking, now), hasattr(booking, "invitation")
    everywhere = {
        "authority": frame.authority,
        "chosen": frame,
        "steps": STEPS,
        "is_invited": is_invited,
    }
    if is_invited:
        context["step"] = None
    return render(request, f"citizen/{name}.html", {**everywhere, **context}, status=status)


def times_url(booking: Booking, desks: tuple[int, ...] | None = None) -> str:
    """Where to choose another time for the same matter, by default at the same desks."""
    if hasattr(booking, "invitation"):
        return path_to("choose")
    item = booking.items.all()[0]
    routed = desks or (tuple(booking.routed_desks) if booking.routed_desks else None)
    wish = Wish(persons=item.persons, desks=routed)
    return f"{path_to('times', item.offering_id)}{wish.query}"
