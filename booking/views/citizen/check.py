"""Everything at a glance, to be changed or confirmed; then the code is sent."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from booking import floods
from booking.forms.contact import readable
from booking.forms.typed import MORE_TIME
from booking.models import Booking, Need, Talk
from booking.reservations import (
    BusyError,
    DuplicateError,
    IncompleteError,
    TooSoonError,
    confirm_invited,
    needs_code,
    send_code,
)
from booking.views.citizen.frame import LAST_STEP, offering_of, page, times_url
from booking.views.citizen.legal import legal
from booking.views.citizen.offer import page_language
from booking.views.citizen.paths import path_to
from booking.views.citizen.steps import next_url, while_held
from offices.models import LegalText


@while_held
def check(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    following = next_url(booking)
    if following != path_to("check"):
        return redirect(following)
    if request.method == "POST" and MORE_TIME not in request.POST:
        return _go_on(request, booking, now)
    return _show(request, booking, now)


def _go_on(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    if needs_code(booking):
        return _send(request, booking, now)
    try:
        confirm_invited(booking, now=now, language=page_language())
    except (BusyError, IncompleteError) as refusal:
        messages.error(request, str(refusal))
        return _show(request, booking, now, status=409)
    except DuplicateError:
        return page(request, "not_confirmed", booking, now=now, status=409, step=LAST_STEP)
    return redirect("citizen:booked")


def _send(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    try:
        floods.count_code(request, booking.email, booking.number)
        send_code(booking, now=now, language=page_language())
    except TooSoonError:  # pressed twice: the code is on its way
        return redirect("citizen:code")
    except (BusyError, IncompleteError) as refusal:
        messages.error(request, str(refusal))
        return _show(request, booking, now, status=409)
    except floods.TooManyError as refusal:
        messages.error(request, str(refusal))
        return _show(request, booking, now, status=429)
    return redirect("citizen:code")


def _show(
    request: HttpRequest, booking: Booking, now: datetime, *, status: int = 200
) -> HttpResponse:
    authority, _offering = offering_of(booking)
    contact = booking.contacts.all()[0]
    return page(
        request,
        "check",
        booking,
        now=now,
        status=status,
        attendees=sorted(booking.attendees.all(), key=lambda one: one.position),
        email=booking.email,
        phone=readable(contact.phone),
        talk=Talk(booking.talk).label,
        needs=[Need(need).label for need in booking.needs],
        needs_code=needs_code(booking),
        legal=legal(booking, authority.record, LegalText.Key.NOT_AN_APPLICATION),
        times_url=times_url(booking),
        services_url=path_to("services", authority.slug),
        step=LAST_STEP,
        back_url=path_to("help"),
    )
