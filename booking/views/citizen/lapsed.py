"""When the time is not held any more, or somebody was faster: what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from booking.availability import free_starts, responsible_for_name
from booking.models import Attendee, Booking
from booking.reservations import ask_of, items_of
from booking.views.citizen.frame import page, times_url
from booking.views.citizen.offer import page_language
from booking.views.citizen.paths import path_to
from offices.moments import clock_at, day_at, day_in_words

NEAR = timedelta(days=14)
HOW_MANY = 6


@dataclass(frozen=True, slots=True)
class NearTime:
    start: str  # the instant, as the page of times reads it
    day: str
    clock: str


def nothing_held(request: HttpRequest) -> HttpResponse:
    """No booking is known here: no cookie, another browser, or more than an hour too late."""
    return render(request, "citizen/nothing_held.html", status=404)


def ran_out(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    return page(request, "ran_out", booking, now=now, times_url=times_url(booking))


def taken(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """Say that somebody was faster, with the nearest times that are free now."""
    return page(
        request,
        "taken",
        booking,
        now=now,
        status=409,
        near=nearest(booking, now),
        times_url=times_url(booking),
    )


def other_desk(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """Lead to the times of the desks responsible for the name; everything typed is kept."""
    person = Attendee.objects.get(booking=booking, position=0)
    offering, _persons = items_of(booking)[0]
    desks = responsible_for_name(offering, person.family_name)
    return page(
        request,
        "other_desk",
        booking,
        now=now,
        status=409,
        family_name=person.family_name,
        times_url=times_url(booking, desks) if desks else "",
        person_url=path_to("person", 1),
    )


def nearest(booking: Booking, now: datetime) -> list[NearTime]:
    wanted, zone = booking.time.starts_at, booking.office.zone
    ask = ask_of(booking, now=now)
    around = ask.within(day_at(wanted - NEAR, zone), day_at(wanted + NEAR, zone))
    starts = [one.start for one in free_starts(around, now=now)]
    near = sorted(sorted(starts, key=lambda start: abs(start - wanted))[:HOW_MANY])
    return [
        NearTime(
            start=start.isoformat(),
            day=day_in_words(day_at(start, zone), page_language()),
            clock=clock_at(start, zone),
        )
        for start in near
    ]
