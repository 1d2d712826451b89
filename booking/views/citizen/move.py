"""Another time for the same appointment; the present one stays until the new one is theirs."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking import floods, reservations
from booking.forms.wishes import TimeForm, Wish
from booking.models import Booking
from booking.models.stage import Stage
from booking.views.citizen.dossier import at_stages, told
from booking.views.citizen.offer import page_language
from booking.views.citizen.own_times import OwnTimes, own_times_page


@at_stages(Stage.BOOKED)
def move(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if booking.time.starts_at <= now:
        raise reservations.OverError
    since = Wish.of(request.GET).since
    times = OwnTimes(booking, now=now, language=page_language(), since=since)
    if request.method == "POST":
        return _take(request, times)
    return own_times_page(request, "move", times)


def _take(request: HttpRequest, times: OwnTimes) -> HttpResponse:
    form, booking = TimeForm(request.POST), times.booking
    if not form.is_valid():
        return own_times_page(request, "move", times, error=_("Please choose a time."))
    start, before = form.cleaned_data["start"], booking.time.starts_at
    try:
        floods.count_hold(request, booking.number)
        reservations.move(booking, start, now=times.now)
    except floods.TooManyError as refusal:
        return own_times_page(request, "move", times, error=str(refusal), status=429)
    except (reservations.SlotTakenError, reservations.BusyError) as refusal:
        return own_times_page(request, "move", times, error=str(refusal), wanted=start, status=409)
    if start != before:
        said = _("Your appointment is moved. Before: %(before)s. Now: %(after)s.")
        words = {"before": told(before, booking), "after": told(start, booking)}
        messages.success(request, said % words)
    return redirect("citizen:booked")
