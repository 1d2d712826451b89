"""The way from a mail to the booking. Nothing is changed: scanners of mails come first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from booking import floods, keys
from booking.models import Booking
from booking.models.stage import Stage, stage_of
from booking.views.citizen.cookie import keep

WAITING_FOR_A_CODE = (Stage.HELD, Stage.LAPSED)


@never_cache
@require_safe
def link(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Remember the booking, and go on at an address that tells nothing."""
    try:
        floods.count_try(request)
    except floods.TooManyError as refusal:
        messages.error(request, str(refusal))
        return redirect("citizen:link_unknown")
    booking = Booking.objects.filter(number=number).select_related("office", "reservation").first()
    return redirect("citizen:link_unknown") if booking is None else _follow(booking, token)


def _follow(booking: Booking, token: str) -> HttpResponse:
    """Tell links of this booking from others, and those that are valid from older ones."""
    current, earlier = booking.version, range(1, booking.version)
    is_valid = keys.is_link_token(token, booking.number, current)
    if not (is_valid or any(keys.is_link_token(token, booking.number, old) for old in earlier)):
        return redirect("citizen:link_unknown")
    if booking.forgotten_at is not None:
        return redirect("citizen:link_erased")
    return _open(booking) if is_valid else redirect("citizen:link_old")


def _open(booking: Booking) -> HttpResponse:
    waits = stage_of(booking, timezone.now()) in WAITING_FOR_A_CODE
    response = redirect("citizen:code" if waits else "citizen:booked")
    keep(response, booking)
    return response


# Pages of their own: a refusal at the link's address would write the link into the log.


@never_cache
@require_safe
def unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "citizen/links/unknown.html", status=404)


@never_cache
@require_safe
def old(request: HttpRequest) -> HttpResponse:
    return render(request, "citizen/links/old.html", status=410)


@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "citizen/links/erased.html", status=410)
