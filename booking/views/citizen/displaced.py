"""An appointment could not stay where it was: why, and what the person says to the kept time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking import reservations
from booking.models import Affected, Booking
from booking.models.affected import explained_by
from booking.models.stage import Stage, is_ordered
from booking.papers.paperwork import to_bring
from booking.views.citizen.dossier import GERMAN, at_stages, page, told
from booking.views.citizen.offer import page_language
from booking.views.citizen.paths import path_to


@dataclass(frozen=True)
class Why:
    """What was before, and the reasons in the words of the page; `german` are the office's own
    words in German, for pages in other languages.
    """

    decision: str
    before: str
    before_german: str
    reasons: list[str]
    german: str


def why_of(booking: Booking) -> Why | None:
    """The change of hours because of which it stands where it does; None where there is none."""
    one = explained_by(booking)
    if one is None:
        return None
    is_german = page_language() == GERMAN
    reasons = [line for line in one.change.explanation() if line]
    own = getattr(one.change, f"words_{GERMAN}") or ""
    return Why(
        decision=Affected.Decision(one.decision).value,
        before=told(one.starts_at, booking),
        before_german="" if is_german else told(one.starts_at, booking, GERMAN),
        reasons=reasons,
        german="" if is_german else own,
    )


def kept(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    ends = booking.time.expires_at or now
    return page(
        request,
        "stages/kept",
        booking,
        now=now,
        why=why_of(booking),
        until=told(ends, booking),
        until_german=told(ends, booking, GERMAN),
        matters=to_bring(booking, page_language()),
        people=[one.full_name for one in booking.attendees.all()],
        is_ordered=is_ordered(booking),
    )


@at_stages(Stage.KEPT, Stage.INVITED)
def accept(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """Say yes; to whom the time is not kept any more, all others are shown."""
    if request.method != "POST":
        return redirect("citizen:booked")
    try:
        reservations.accept_kept(booking, now=now)
    except reservations.KeptOverError as refusal:
        messages.error(request, str(refusal))
        return redirect("citizen:choose")
    return redirect("citizen:booked")


@at_stages(Stage.KEPT)
def give_up(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """One question, then the kept time is free."""
    if is_ordered(booking):
        raise reservations.OrderedError
    if request.method != "POST":
        return page(request, "give_up", booking, now=now, back_url=path_to("booked"))
    reservations.give_up_kept(booking, now=now)
    said = _("Your appointment is cancelled. Thank you: now somebody else can have this time.")
    messages.success(request, said)
    return redirect("citizen:booked")
