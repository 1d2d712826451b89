"""What has to be looked after, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from booking import audit
from booking.agenda import conflicts
from booking.models import Booking, Look, Message
from booking.notifications import owe_again
from booking.views.caseworker.appointment import when
from booking.views.caseworker.place import DESK, Place, at_office, page
from offices.models import Office

MOST = 50  # of each kind; the rest comes when these are done


@dataclass(frozen=True)
class Kind:
    """A kind of conflict: the question to ask, what it is called, and what to do."""

    ask: Callable[[Office, datetime], QuerySet[Booking]]
    title: str | Promise
    do: str | Promise


KINDS = (
    Kind(
        conflicts.outside_hours,
        _("Outside the opening hours"),
        _("The hours or closures have changed since. Move each to another time, or cancel it."),
    ),
    Kind(
        conflicts.not_served,
        _("At a desk that does not serve the matter any more"),
        _("Give each another desk or time."),
    ),
    Kind(
        conflicts.without_a_word,
        _("Earlier days: nobody said whether the person came"),
        _("Say what came of the visit, or that the person did not come."),
    ),
    Kind(
        lambda office, _now: conflicts.clashed(office),
        _("Somebody has two appointments for the same matter"),
        _("Ask which one they need, and cancel the other."),
    ),
)


@dataclass(frozen=True)
class Section:
    """The appointments concerned by one kind."""

    kind: Kind
    rows: list[dict[str, Any]]
    has_more: bool


@require_safe
@at_office(*DESK)
def to_settle(request: HttpRequest, place: Place) -> HttpResponse:
    sections = [one for one in (_section(place, kind) for kind in KINDS) if one.rows]
    failed = list(conflicts.unsent(place.office, place.now)[: MOST + 1])
    known = [row["booking"].pk for one in sections for row in one.rows]
    known += [one.booking_id for one in failed]
    if known:
        audit.note_look(place, Look.Page.CONFLICTS, audit.NAMES, bookings=known)
    return page(
        request,
        place,
        "conflicts",
        title=_("To settle"),
        sections=sections,
        failed=failed[:MOST],
        misspelt=conflicts.misspelt(place.office).count(),
        place_is="conflicts",
    )


def _section(place: Place, kind: Kind) -> Section:
    bookings = list(kind.ask(place.office, place.now)[: MOST + 1])
    shown = [when(place, one) for one in bookings[:MOST] if one.reservation]
    return Section(kind, shown, len(bookings) > MOST)


@require_POST
@at_office(*DESK)
def send_failed(request: HttpRequest, place: Place) -> HttpResponse:
    """Try once more what could not be sent."""
    mine = Message.objects.filter(booking__office=place.office)
    count = owe_again(mine, now=place.now)
    said = ngettext(
        "%(count)d message will be sent again.", "%(count)d messages will be sent again.", count
    )
    messages.success(request, said % {"count": count})
    return redirect(place.path("conflicts"))
