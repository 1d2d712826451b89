"""What people asked for, the most urgent first, and everything of one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from booking import audit
from booking.models import Attendee, Look, Request
from booking.models.request import RequestQuerySet
from booking.models.stage import Stage
from booking.views.caseworker.answers import ANSWERS
from booking.views.caseworker.asked import Asked
from booking.views.caseworker.corrections import waiting_in_words
from booking.views.caseworker.place import DESK, Place, View, at_office, page
from booking.views.caseworker.reached import reached

MOST = 50  # on one page
SHOWN = ("name", "born", "matter", "language")
WAITING, ANSWERED, ALL = "waiting", "answered", "all"
PARTS = {
    WAITING: gettext_lazy("waiting for the office"),
    ANSWERED: gettext_lazy("answered"),
    ALL: gettext_lazy("all"),
}


def rows_at(place: Place) -> RequestQuerySet:
    near = Request.objects.filter(booking__office=place.office).select_related(
        "booking__authority",
        "booking__office",
        "booking__reservation",
        "booking__invitation",
        "answered_by",
    )
    return near.prefetch_related(
        "booking__items", Prefetch("booking__attendees", Attendee.objects.order_by("position"))
    )


@require_safe
@at_office(*DESK)
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    part = request.GET.get("show", WAITING)
    part = part if part in PARTS else WAITING
    shown = Paginator(_part(place, part), MOST).get_page(request.GET.get("page"))
    rows = Asked.all(shown, place)
    if rows:
        known = [one.booking.pk for one in rows]
        audit.note_look(place, Look.Page.REQUEST, SHOWN, bookings=known)
    return page(
        request,
        place,
        "requests",
        title=capfirst(_("requests")),
        rows=rows,
        shown=shown,
        part=part,
        parts=PARTS.items(),
        query=f"show={part}",
        misspelt=waiting_in_words(place.office),
        place_is="requests",
    )


def _part(place: Place, part: str) -> RequestQuerySet:
    rows = rows_at(place)
    return {
        WAITING: rows.waiting(place.now).by_urgency(),
        ANSWERED: rows.answered(place.now),
        ALL: rows.waiting_first(place.now),
    }[part]


def of_request(view: View) -> Callable[..., HttpResponse]:
    """Give the view the request of that number; one of another office does not exist (rule 8)."""

    @wraps(view)
    def found(
        request: HttpRequest, place: Place, pk: int, *args: Any, **named: Any
    ) -> HttpResponse:
        row = rows_at(place).filter(pk=pk).first()
        if row is None:
            raise Http404
        return view(request, place, Asked(row.booking, place, row), *args, **named)

    return at_office(*DESK)(found)


@require_safe
@of_request
def one(request: HttpRequest, place: Place, asked: Asked) -> HttpResponse:
    audit.note_look(place, Look.Page.REQUEST, audit.WHOLE, bookings=[asked.booking.pk])
    booking = asked.booking
    return page(
        request,
        place,
        "request",
        title=asked.name,
        asked=asked,
        booking=booking,
        notes=list(booking.notes.select_related("written_by")),
        answers=_answers(asked),
        back_url=place.path("requests"),
        place_is="requests",
        **reached(booking),
        **_led_to(asked),
    )


def _answers(asked: Asked) -> list[tuple[str, Any]]:
    """Addresses and names of what can be answered now."""
    if not asked.is_to_answer:
        return []
    pk = asked.request.pk
    return [
        (asked.place.path("answer", pk, name), answer.title) for name, answer in ANSWERS.items()
    ]


def _led_to(asked: Asked) -> dict[str, Any]:
    """Where it goes on: the appointment that came of it, or the invitation."""
    booking, path = asked.booking, asked.place.path
    has_time = booking.confirmed_at and booking.reservation and asked.stage is not Stage.FORGOTTEN
    invitation = getattr(booking, "invitation", None)
    return {
        "appointment_url": path("appointment", booking.pk) if has_time else "",
        "invitation_url": path("invitation", invitation.pk) if invitation else "",
    }
