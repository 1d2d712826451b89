"""The booked appointment, and the way back to it from a mail."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from booking import floods, keys
from booking.models import Booking
from booking.notifications.paperwork import to_bring
from booking.views.citizen.cookie import held, keep
from booking.views.citizen.lapsed import nothing_held
from booking.views.citizen.legal import GERMAN, legal
from booking.views.citizen.offer import page_language
from booking.views.citizen.steps import next_url
from offices import showcase
from offices.models import LegalText
from offices.moments import clock_at, day_at, day_in_words

LEGAL = (
    LegalText.Key.NOT_AN_APPLICATION,
    LegalText.Key.NAME_FIXED,
    LegalText.Key.CANNOT_COME,
    LegalText.Key.FREE_OF_CHARGE,
)


@never_cache
@require_safe
def booked(request: HttpRequest) -> HttpResponse:
    booking, now = held(request), timezone.now()
    if booking is None:
        return nothing_held(request)
    if booking.confirmed_at is None:
        return redirect(next_url(booking))
    return _show(request, booking, now)


def _show(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    language = page_language()
    day = day_at(booking.time.starts_at, booking.office.zone)
    texts = legal(booking, booking.authority, *LEGAL)
    authority = showcase.authority(booking.authority.slug, language)
    return render(
        request,
        "citizen/booked.html",
        {
            "booking": booking,
            "authority": authority,
            "office": booking.office,
            "people": [one.full_name for one in booking.attendees.all()],
            "day": day_in_words(day, language),
            "day_german": "" if language == GERMAN else day_in_words(day, GERMAN),
            "clock": clock_at(booking.time.starts_at, booking.office.zone),
            "matters": to_bring(booking, language),
            "not_an_application": texts.pop(LegalText.Key.NOT_AN_APPLICATION, None),
            "legal": texts,
            "is_past": booking.time.ends_at <= now,
        },
    )


@never_cache
@require_safe
def link(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Come from a mail: remember the booking, and go on at an address that tells nothing."""
    try:
        floods.count_try(request)
    except floods.TooManyError as refusal:
        messages.error(request, str(refusal))
        return redirect("citizen:link_unknown")
    booking = Booking.objects.filter(number=number).first()
    if booking is None or not keys.is_link_token(token, number, booking.version):
        return redirect("citizen:link_unknown")
    response = redirect("citizen:code" if booking.confirmed_at is None else "citizen:booked")
    keep(response, booking)
    return response


@never_cache
@require_safe
def link_unknown(request: HttpRequest) -> HttpResponse:
    """A page of its own: a refusal at the link's address would write the link into the log."""
    return render(request, "citizen/link_unknown.html", status=404)
