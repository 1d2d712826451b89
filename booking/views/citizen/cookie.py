"""Which booking this browser is busy with: a signed cookie with the booking's key and version.

It holds nothing about the person, and dies with the links when the version is raised.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from booking.models import Booking
from booking.models.dossier import read_booking
from booking.models.stage import Stage, stage_of

NAME = "w"
SALT = "booking.views.citizen.cookie"
LIFETIME = timedelta(hours=2)
KEPT = timedelta(hours=1)  # how long what was typed outlives the hold


def keep(response: HttpResponseBase, booking: Booking) -> None:
    response.set_signed_cookie(
        NAME,
        f"{booking.pk}.{booking.version}",
        salt=SALT,
        max_age=LIFETIME,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(NAME, samesite="Lax")


def held(request: HttpRequest) -> Booking | None:
    """The booking this browser holds a time for or has booked, with all that was typed.

    None without a cookie of ours, and an hour after the hold ran out.
    """
    key = _key(request)
    booking = read_booking(*key) if key else None
    if booking is None:
        return None
    return None if _is_over(booking, timezone.now()) else booking


def _key(request: HttpRequest) -> tuple[int, int] | None:
    value = request.get_signed_cookie(NAME, default="", salt=SALT, max_age=LIFETIME)
    pk, _dot, version = str(value).partition(".")
    return (int(pk), int(version)) if pk else None


def _is_over(booking: Booking, now: datetime) -> bool:
    """Whether only a hold was there, and it ran out too long ago."""
    if stage_of(booking, now) is not Stage.LAPSED or booking.reservation is None:
        return False
    ended = booking.reservation.expires_at
    return ended is not None and ended + KEPT <= now
