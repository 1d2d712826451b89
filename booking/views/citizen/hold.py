"""Giving the held time back, and taking it again."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from booking import floods
from booking.models import Booking
from booking.reservations import BusyError, give_back, take_again
from booking.views.citizen.lapsed import ran_out
from booking.views.citizen.steps import next_url, with_booking


@with_booking
def again(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """Take the same time again, if it is still free; asked with GET, change nothing."""
    if request.method == "POST":
        try:
            floods.count_hold(request, booking.number)
            take_again(booking, now=now)
        except (BusyError, floods.TooManyError) as refusal:
            messages.error(request, str(refusal))
            return ran_out(request, booking, now=now)
    return redirect(next_url(booking))


@with_booking
def back(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:  # noqa: ARG001
    """Free the time for others; the next page offers to take it again."""
    if request.method == "POST":
        give_back(booking)
    return redirect(next_url(booking))
