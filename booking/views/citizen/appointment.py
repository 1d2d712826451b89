"""The page of an appointment: to come, over, or cancelled; and of one that was erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from booking.models import Booking, Message
from booking.models.stage import is_ordered
from booking.papers.paperwork import to_bring
from booking.reservations import may_be_restored
from booking.views.citizen.displaced import why_of
from booking.views.citizen.dossier import page, told
from booking.views.citizen.frame import times_url
from booking.views.citizen.legal import legal
from booking.views.citizen.offer import page_language
from offices.models import LegalText
from offices.moments import day_at

ASK_FROM = timedelta(days=8)  # before the appointment: "Will you come?"
ASK_AFTER = timedelta(hours=1)  # who reads that it is booked has just said so
REMINDED = {"kind": Message.Kind.REMINDER, "status": Message.Status.SENT}
LEGAL = (
    LegalText.Key.NOT_AN_APPLICATION,
    LegalText.Key.NAME_FIXED,
    LegalText.Key.CANNOT_COME,
    LegalText.Key.FREE_OF_CHARGE,
)


def to_come(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    texts = legal(booking, booking.authority, *LEGAL)
    return page(
        request,
        "stages/booked",
        booking,
        now=now,
        **_who_and_what(booking),
        not_an_application=texts.pop(LegalText.Key.NOT_AN_APPLICATION, None),
        legal=texts,
        is_ordered=is_ordered(booking),
        is_asked=_is_asked(booking, now),
        has_begun=booking.time.starts_at <= now,
        moves_before=_moves_before(booking, now),
    )


def _moves_before(booking: Booking, now: datetime) -> bool:
    """Whether the office is not yet where it will be on that day."""
    since = booking.place.since
    return since is not None and since > day_at(now, booking.office.zone)


def _is_asked(booking: Booking, now: datetime) -> bool:
    """Whether the page asks “Will you come?”: in the last days, and whom a reminder brought."""
    if now < booking.time.starts_at - ASK_FROM:
        return False
    return not _is_fresh(booking, now) or booking.messages.filter(**REMINDED).exists()


def _is_fresh(booking: Booking, now: datetime) -> bool:
    return booking.confirmed_at is not None and now < booking.confirmed_at + ASK_AFTER


def past(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return page(request, "stages/past", booking, now=now, **_who_and_what(booking))


def cancelled(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    why = why_of(booking)
    return page(
        request,
        "stages/cancelled",
        booking,
        now=now,
        **_who_and_what(booking),
        since=booking.ended_at and told(booking.ended_at, booking),
        why=why,
        can_be_undone=why is None and may_be_restored(booking, now=now),
        times_url=times_url(booking),
    )


def forgotten(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return page(request, "stages/forgotten", booking, now=now)


def _who_and_what(booking: Booking) -> dict[str, Any]:
    return {
        "people": [one.full_name for one in booking.attendees.all()],
        "matters": to_bring(booking, page_language()),
    }
