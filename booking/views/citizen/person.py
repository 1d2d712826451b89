"""Whose matter it is: one page for each person."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from booking.forms.person import PersonForm
from booking.models import Booking
from booking.reservations import name_person, persons_of
from booking.views.citizen.expiry import Notice
from booking.views.citizen.frame import PERSON_STEP, offering_of, page, times_url
from booking.views.citizen.legal import legal
from booking.views.citizen.paths import path_to
from booking.views.citizen.steps import next_url, while_held
from offices.models import LegalText


@while_held
def person(request: HttpRequest, booking: Booking, *, now: datetime, number: int) -> HttpResponse:
    position = number - 1
    if not 0 <= position < persons_of(booking):
        raise Http404
    if number < first_asked(booking):
        return redirect(next_url(booking))
    known = {attendee.position: attendee for attendee in booking.attendees.all()}
    form = PersonForm.of(known.get(position), request.POST)
    if form.goes_on:
        name_person(booking, position, form.person)
        return redirect(next_url(booking, named=position))
    return page(
        request,
        "person",
        booking,
        now=now,
        form=form,
        number=number,
        persons=persons_of(booking),
        legal=_said_once(booking) if number == 1 else {},
        step=PERSON_STEP,
        back_url=before_person(booking, number),
    )


def _said_once(booking: Booking) -> dict[str, Notice]:
    authority, _offering = offering_of(booking)
    keys = LegalText.Key.NAME_FIXED, LegalText.Key.PRIVACY_SHORT
    return legal(booking, authority.record, *keys)


def first_asked(booking: Booking) -> int:
    """Whom the office has invited it has named: only those who come along are asked for."""
    return 2 if hasattr(booking, "invitation") else 1


def before_person(booking: Booking, number: int) -> str:
    """The page before that of person `number`: another person, or the times."""
    if number > first_asked(booking):
        return path_to("person", number - 1)
    return times_url(booking)
