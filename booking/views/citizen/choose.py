"""Somebody invited chooses a time; it is held while the rest is typed.

Who had an appointment before, and has a time kept, has typed all of it: it is booked at once.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking import floods, reservations
from booking.forms.wishes import TimeForm, Wish
from booking.models import Booking
from booking.models.stage import Stage, stage_of
from booking.views.citizen.dossier import at_stages
from booking.views.citizen.invited import what_for
from booking.views.citizen.offer import page_language
from booking.views.citizen.own_times import OwnTimes, own_times_page
from booking.views.citizen.steps import next_url


@at_stages(Stage.INVITED, Stage.HELD, Stage.KEPT)
def choose(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if not hasattr(booking, "invitation"):
        return redirect("citizen:booked")
    since = Wish.of(request.GET).since
    times = OwnTimes(booking, now=now, language=page_language(), since=since)
    return _take(request, times) if request.method == "POST" else _list(request, times)


def _take(request: HttpRequest, times: OwnTimes) -> HttpResponse:
    form, booking = TimeForm(request.POST), times.booking
    if not form.is_valid():
        return _list(request, times, error=_("Please choose a time."))
    start = form.cleaned_data["start"]
    try:
        floods.count_hold(request, booking.number)
        chosen = _chosen(times, start)
    except floods.TooManyError as refusal:
        return _list(request, times, error=str(refusal), status=429)
    except (reservations.SlotTakenError, reservations.BusyError) as refusal:
        return _list(request, times, error=str(refusal), wanted=start, status=409)
    return redirect(next_url(chosen) if chosen.confirmed_at is None else "citizen:booked")


def _chosen(times: OwnTimes, start: datetime) -> Booking:
    if _is_kept(times):
        return reservations.take_instead(times.booking, start, now=times.now)
    return reservations.choose(times.booking, start, now=times.now, language=times.language)


def _is_kept(times: OwnTimes) -> bool:
    return stage_of(times.booking, times.now) is Stage.KEPT


def _list(
    request: HttpRequest,
    times: OwnTimes,
    *,
    error: str = "",
    wanted: datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "error": error,
        "is_kept": _is_kept(times),
        **what_for(times.booking, times.now),
    }
    return own_times_page(request, "choose", times, wanted=wanted, status=status, **shown)
