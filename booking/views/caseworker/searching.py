"""Finding somebody: sent, never put into an address, so that no name stands there (rule 7)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from booking import audit
from booking.forms.search import SearchForm
from booking.models import Booking, Look, Stage, stage_of
from booking.search import By, Match, search
from booking.views.caseworker.place import DESK, Place, at_office, page, status_of
from booking.views.caseworker.wording import matter_of
from offices.models import Office
from offices.moments import on_the_wall

FOUND_BY: dict[By, str | Promise] = {
    By.NAME: gettext_lazy("name"),
    By.SIMILAR_NAME: gettext_lazy("similar name"),
    By.BIRTH: gettext_lazy("date of birth"),
    By.NUMBER: gettext_lazy("number"),
    By.FILE_NUMBER: gettext_lazy("file number"),
    By.EMAIL: gettext_lazy("e-mail"),
    By.PHONE: gettext_lazy("phone"),
}
STAGES: dict[Stage, str | Promise] = {
    Stage.HELD: gettext_lazy("being booked"),
    Stage.LAPSED: gettext_lazy("not confirmed"),
    Stage.BOOKED: gettext_lazy("booked"),
    Stage.PAST: gettext_lazy("past"),
    Stage.CANCELLED: gettext_lazy("cancelled"),
    Stage.INVITED: gettext_lazy("invited"),
    Stage.KEPT: gettext_lazy("has to choose again"),
    Stage.OVERDUE: gettext_lazy("invitation has ended"),
    Stage.WITHDRAWN: gettext_lazy("invitation withdrawn"),
    Stage.ASKED: gettext_lazy("has asked"),
    Stage.QUESTION: gettext_lazy("was asked back"),
    Stage.OFFERED: gettext_lazy("a time was offered"),
    Stage.DECLINED: gettext_lazy("declined"),
    Stage.TAKEN_BACK: gettext_lazy("request withdrawn"),
}


@require_http_methods(["GET", "POST"])
@at_office(*DESK)
def find(request: HttpRequest, place: Place) -> HttpResponse:
    """Look in all offices of the authority at which somebody works."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"title": _("Search"), "form": form, "place_is": "search"}
    if not form.is_valid():
        return page(request, place, "search", status=status_of(form), **context)
    offices = Office.objects.of(place.user, *DESK).filter(authority=place.office.authority_id)
    found = search(
        form.cleaned_data["words"],
        authority=place.office.authority_id,
        offices=list(offices.values_list("pk", flat=True)),
        now=place.now,
    )
    if found.matches:
        pks = [match.booking.pk for match in found.matches]
        audit.note_look(place, Look.Page.SEARCH, audit.FILED, bookings=pks)
    context["matches"] = [_shown(match, place) for match in found.matches]
    return page(request, place, "search", is_done=True, has_more=found.has_more, **context)


def _url(booking: Booking) -> str:
    """The page of the appointment; before there is one, of the invitation or the request."""
    has_time = booking.reservation is not None and booking.confirmed_at is not None
    pages = {
        "appointment": booking if has_time else None,
        "invitation": getattr(booking, "invitation", None),
        "request": getattr(booking, "request", None),
    }
    found = ((name, row.pk) for name, row in pages.items() if row is not None)
    name, pk = next(found, ("", 0))
    return reverse(f"desk:{name}", args=[booking.office.slug, pk]) if name else ""


def _stage(booking: Booking, place: Place) -> str:
    stage = stage_of(booking, place.now)
    said = str(STAGES.get(stage, ""))
    if stage is not Stage.KEPT:
        return said
    until = on_the_wall(booking.time.expires_at or place.now, booking.office.zone)
    return _("%(state)s; the time is kept until %(until)s") % {"state": said, "until": until}


def _shown(match: Match, place: Place) -> dict[str, Any]:
    booking, taken = match.booking, match.booking.reservation
    return {
        "booking": booking,
        "name": match.person.filed if match.person else "",
        "when": taken and on_the_wall(taken.starts_at, booking.office.zone),
        "matter": matter_of(booking, place.language),
        "stage": _stage(booking, place),
        "by": ", ".join(str(FOUND_BY[one]) for one in match.by),
        "url": _url(booking),
        "is_elsewhere": booking.office_id != place.office.pk,
    }
