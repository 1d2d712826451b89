"""The pages of somebody who has a number: who may see them, and what stands on each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from booking import floods
from booking.models import Booking, Correction
from booking.models.stage import Stage, stage_of
from booking.reservations import ReservationError
from booking.views.citizen.cookie import held, keep
from booking.views.citizen.offer import page_language
from offices import showcase
from offices.models import Place
from offices.moments import clock_at, day_at, day_in_words

GERMAN = "de"
# While something is to come, or may come: what was written down may be changed.
OPEN = (
    Stage.BOOKED,
    Stage.INVITED,
    Stage.KEPT,
    Stage.ASKED,
    Stage.QUESTION,
    Stage.OFFERED,
)

View = Callable[..., HttpResponse]


def at_stages(*stages: Stage) -> Callable[[View], View]:
    """Give the view the booking of this browser and `now` while it stands at one of `stages`.

    At another one, and after a refusal the view has no better answer to, /booking/ says what is.
    """

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        # Not no-store: going back over a refused form would then end at an error of the browser.
        @cache_control(private=True, no_cache=True)
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponse:
            booking, now = held(request), timezone.now()
            if booking is None:
                return not_known(request)
            if stage_of(booking, now) not in stages:
                return redirect("citizen:booked")
            return _answered(view, request, booking, now=now, **kwargs)

        return wrapped

    return decorate


def not_known(request: HttpRequest) -> HttpResponse:
    """Nothing says which booking this browser is about: number and PIN do."""
    return render(request, "citizen/not_known.html", status=404)


def _answered(view: View, request: HttpRequest, booking: Booking, **kwargs: Any) -> HttpResponse:
    try:
        response = view(request, booking, **kwargs)
    except (ReservationError, floods.TooManyError) as refusal:
        messages.error(request, str(refusal))
        response = redirect("citizen:booked")
    if not response.cookies:
        keep(response, booking)
    return response


def page(
    request: HttpRequest,
    name: str,
    booking: Booking,
    *,
    now: datetime,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """Answer with templates/citizen/<name>.html."""
    return render(
        request,
        f"citizen/{name}.html",
        {
            "authority": showcase.authority(booking.authority.slug, page_language()),
            "booking": booking,
            "office": booking.office,
            "now": now,
            "place": _place(booking, now),
            **_state_of(booking),
            **_time_of(booking),
            **context,
        },
        status=status,
    )


def _place(booking: Booking, now: datetime) -> Place:
    """Where the appointment is, or the office today while no time was taken."""
    if booking.reservation is not None:
        return booking.place
    return booking.office.place_on(day_at(now, booking.office.zone))


def _state_of(booking: Booking) -> dict[str, Any]:
    reports = booking.corrections.filter(status=Correction.Status.OPEN)
    # The database is asked where a page wants to know: the template calls it then.
    return {"was_asked_for": hasattr(booking, "request"), "reported": reports.exists}


def _time_of(booking: Booking) -> dict[str, str]:
    """Day and time in words, while a time was taken."""
    if booking.reservation is None:
        return {}
    language, zone = page_language(), booking.office.zone
    start = booking.reservation.starts_at
    day = day_at(start, zone)
    return {
        "day": day_in_words(day, language),
        "day_german": "" if language == GERMAN else day_in_words(day, GERMAN),
        "clock": clock_at(start, zone),
    }


def told(moment: datetime, booking: Booking, language: str = "") -> str:
    """A moment as it is read on a page: Tuesday, 24 November 2026 · 08:30."""
    zone = booking.office.zone
    day = day_in_words(day_at(moment, zone), language or page_language())
    return f"{day} · {clock_at(moment, zone)}"
