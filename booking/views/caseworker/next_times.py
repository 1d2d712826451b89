"""The next free time of people who were invited, and a warning where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from booking.availability import first_free
from booking.models import Booking, Invitation
from booking.models.stage import Stage, stage_of
from booking.reservations import asks_of

MAY_CHOOSE = (Stage.INVITED, Stage.HELD, Stage.KEPT)


def next_times(invitations: Iterable[Invitation], now: datetime) -> dict[int, datetime | None]:
    """The next free time of everybody who may still choose one; one statement for all.

    For whom a time is kept, that one, where nothing else is free.
    """
    choosing = [one.booking for one in invitations if stage_of(one.booking, now) in MAY_CHOOSE]
    found = first_free(asks_of(choosing, now=now), now=now) if choosing else []
    return {
        one.invitation.pk: time or _kept(one, now)
        for one, time in zip(choosing, found, strict=True)
    }


def _kept(booking: Booking, now: datetime) -> datetime | None:
    return booking.time.starts_at if stage_of(booking, now) is Stage.KEPT else None


def warn_of_nothing_free(request: HttpRequest, bookings: Sequence[Booking], now: datetime) -> None:
    """Say at once for how many of those invited there is no time to choose."""
    missing = first_free(asks_of(bookings, now=now), now=now).count(None)
    if missing:
        warning = ngettext(
            "For %(count)d of them no time is free before the latest day. "
            "Open more hours, or choose a later day.",
            "For %(count)d of them no time is free before the latest day. "
            "Open more hours, or choose a later day.",
            missing,
        )
        messages.warning(request, warning % {"count": missing})
