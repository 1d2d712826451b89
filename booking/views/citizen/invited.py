"""Coming with the code of a letter, and what somebody invited sees before a time is theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from booking import floods, keys
from booking.forms.invitation import LetterCodeForm
from booking.forms.wishes import Wish
from booking.models import Booking, Reservation
from booking.models.stage import has_given_up, is_kept
from booking.papers.paperwork import to_bring
from booking.papers.whereabouts import whereabouts
from booking.views.citizen.cookie import held, keep
from booking.views.citizen.displaced import why_of
from booking.views.citizen.dossier import GERMAN, page
from booking.views.citizen.keyhole import unlock
from booking.views.citizen.offer import page_language
from booking.views.citizen.own_times import OwnTimes
from booking.views.citizen.start import places_with_urls
from offices.moments import day_at, day_in_words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    form = LetterCodeForm(request.POST)
    if not form.goes_on:
        return _ask(request, form)
    number, tail = form.cleaned_data["code"]
    try:
        booking = unlock(request, number, lambda one: _opens(one, tail))
    except floods.TooManyError as refusal:
        form.add_error("code", str(refusal))
        return _ask(request, form, status=429)
    if booking is None:
        form.add_error("code", _("This code does not open anything. Please look at it again."))
        return _ask(request, form, status=409)
    response = redirect("citizen:booked")
    keep(response, booking)
    return response


def _opens(booking: Booking, tail: str) -> bool:
    return keys.is_letter_code(tail, booking.number, booking.version)


def _ask(request: HttpRequest, form: LetterCodeForm, *, status: int = 200) -> HttpResponse:
    return render(
        request,
        "citizen/invitation.html",
        {"form": form, "is_known": held(request) is not None, "places": places_with_urls(Wish())},
        status=status,
    )


def invited(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    """What for, until when, what to bring; and when the next time is free.

    Who had an appointment reads first what has become of it.
    """
    times = OwnTimes(booking, now=now, language=page_language())
    return page(
        request,
        "stages/invited",
        booking,
        now=now,
        **what_for(booking, now),
        first=times.first_day and times.in_words(times.first_day),
        **_before(booking),
        people=[one.full_name for one in booking.attendees.all()],
    )


def _before(booking: Booking) -> dict[str, Any]:
    return {
        "why": why_of(booking),
        "has_given_up": has_given_up(booking),
        "was_kept": is_kept(booking),
        "was_cancelled": _is(booking, Reservation.Status.CANCELLED),
        "has_lapsed": _is(booking, Reservation.Status.LAPSED),
    }


def _is(booking: Booking, status: Reservation.Status) -> bool:
    return booking.reservation is not None and booking.reservation.status == status


def over(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    """The latest day has passed."""
    why, what = why_of(booking), what_for(booking, now)
    return page(request, "stages/overdue", booking, now=now, why=why, **what)


def withdrawn(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return page(request, "stages/withdrawn", booking, now=now, **what_for(booking, now))


def what_for(booking: Booking, now: datetime) -> dict[str, Any]:
    language, latest = page_language(), booking.invitation.latest
    today = day_at(now, booking.office.zone)
    return {
        "matters": to_bring(booking, language),
        "latest": day_in_words(latest, language),
        "latest_german": "" if language == GERMAN else day_in_words(latest, GERMAN),
        "is_order": booking.invitation.is_order,
        "whereabouts": whereabouts(booking.office, today, latest, language),
        "ends_soon": latest <= today + timedelta(days=1),
    }
