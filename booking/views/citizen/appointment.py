"""The page of an appointment: to come, over, or cancelled; and of one that was erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from booking.models import Booking, Correction
from booking.models.stage import is_ordered
from booking.papers.paperwork import to_bring
from booking.views.citizen.dossier import page, told
from booking.views.citizen.frame import times_url
from booking.views.citizen.legal import legal
from booking.views.citizen.offer import page_language
from offices.models import LegalText

ASK_FROM = timedelta(days=8)  # before the appointment: "Will you come?"
LEGAL = (
    LegalText.Key.NOT_AN_APPLICATION,
    LegalText.Key.NAME_FIXED,
    LegalText.Key.CANNOT_COME,
    LegalText.Key.FREE_OF_CHARGE,
)


def to_come(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    texts = legal(booking, booking.authority, *LEGAL)
    starts_at = booking.time.starts_at
    return page(
        request,
        "stages/booked",
        booking,
        now=now,
        **_who_and_what(booking),
        not_an_application=texts.pop(LegalText.Key.NOT_AN_APPLICATION, None),
        legal=texts,
        is_ordered=is_ordered(booking),
        is_near=starts_at - ASK_FROM <= now,
        has_begun=starts_at <= now,
        reported=booking.corrections.filter(status=Correction.Status.OPEN).exists(),
    )


def past(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return page(request, "stages/past", booking, now=now, **_who_and_what(booking))


def cancelled(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return page(
        request,
        "stages/cancelled",
        booking,
        now=now,
        **_who_and_what(booking),
        since=booking.ended_at and told(booking.ended_at, booking),
        can_be_undone=booking.time.starts_at > now,
        times_url=times_url(booking),
    )


def forgotten(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return page(request, "stages/forgotten", booking, now=now)


def _who_and_what(booking: Booking) -> dict[str, Any]:
    return {
        "people": [one.full_name for one in booking.attendees.all()],
        "matters": to_bring(booking, page_language()),
    }
