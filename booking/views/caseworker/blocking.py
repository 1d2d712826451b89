"""Blocking a desk, and freeing it again; appointments in the way are shown first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from booking import audit, reservations
from booking.forms.block import BlockForm
from booking.forms.wishes import number_of
from booking.models import Look, Reservation
from booking.reservations import Hit, ReservationError
from booking.views.caseworker.appointment import when
from booking.views.caseworker.place import DESK, Place, at_office, page
from offices.moments import day_at, day_in_words, from_to

MOVE, LEAVE = "move", "leave"


@require_http_methods(["GET", "POST"])
@at_office(*DESK)
def block(request: HttpRequest, place: Place) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    place.desk((data or request.GET).get("desk"))  # none of another office
    office, chosen = place.office, _chosen(request, place)
    form = BlockForm(data, office.desks.all(), office.zone, today=place.today, initial=chosen)
    if not form.is_valid():
        return _page(request, place, form, status=422 if form.is_bound else 200)
    found = reservations.hits(form.cleaned_data["desk"], form.stretches(), now=place.now)
    answer = request.POST.get("in_the_way")
    if found and answer not in (MOVE, LEAVE):
        return _page(request, place, form, found=found)
    return _block(request, place, form, found, is_moved=answer == MOVE)


def _chosen(request: HttpRequest, place: Place) -> dict[str, Any]:
    """What was pressed in the calendar; today, where nothing was."""
    given = request.GET
    return {
        "desk": number_of(given.get("desk")),
        "day": given.get("day") or place.today,
        "begins": given.get("at", ""),
        "ends": given.get("until", ""),
    }


def _block(
    request: HttpRequest, place: Place, form: BlockForm, found: list[Hit], *, is_moved: bool
) -> HttpResponse:
    """Block around what stays; of what was not on the page before, the page is shown again."""
    shown = {number_of(pk) for pk in request.POST.getlist("known")}
    if {hit.booking.pk for hit in found} - shown:
        return _page(request, place, form, found=found)
    staying = (
        reservations.move_away(found, now=place.now) if is_moved else [h.booking for h in found]
    )
    desk, said = form.cleaned_data["desk"], form.cleaned_data
    try:
        made = reservations.block(
            desk,
            form.stretches(),
            said["reason"],
            now=place.now,
            known=[one.pk for one in staying],
        )
    except ReservationError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, place, form, status=409)
    _tell(request, len(made), len(staying))
    return redirect(place.path("day", said["day"]))


def _tell(request: HttpRequest, made: int, staying: int) -> None:
    messages.success(
        request,
        ngettext("%(count)d time is blocked.", "%(count)d times are blocked.", made)
        % {"count": made},
    )
    if staying:
        said = ngettext(
            "%(count)d appointment stays where it is: see the calendar.",
            "%(count)d appointments stay where they are: see the calendar.",
            staying,
        )
        messages.warning(request, said % {"count": staying})


def _page(
    request: HttpRequest,
    place: Place,
    form: BlockForm,
    *,
    found: list[Hit] | None = None,
    status: int = 200,
) -> HttpResponse:
    if found:
        pks = [hit.booking.pk for hit in found]
        _look(place, pks)
    return page(
        request,
        place,
        "block",
        status=status,
        title=_("Block a desk"),
        form=form,
        hits=[(when(place, hit.booking), hit.desk) for hit in found or ()],
        can_all_move=bool(found) and all(hit.desk for hit in found or ()),
        back_url=place.path("today"),
    )


def _look(place: Place, bookings: list[int]) -> None:
    audit.note_look(place, Look.Page.CONFLICTS, audit.NAMES, bookings=bookings)


@require_http_methods(["GET", "POST"])
@at_office(*DESK)
def blocked(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """A blocked time, and freeing it: alone, or with all that was made with it and is to come."""
    found = _blocked(place, pk)
    day = day_at(found.starts_at, place.office.zone)
    if request.method == "POST":
        return _free(request, place, found)
    zone = place.office.zone
    return page(
        request,
        place,
        "blocked",
        title=Reservation.Reason(found.reason).label if found.reason else _("blocked"),
        blocked=found,
        day=day_in_words(day, place.language),
        clock=from_to(found.starts_at, found.ends_at, zone),
        back_url=place.path("day", day),
    )


def _blocked(place: Place, pk: int) -> Reservation:
    rows = Reservation.objects.select_related("desk").filter(
        desk__office=place.office, kind=Reservation.Kind.BLOCK
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _free(request: HttpRequest, place: Place, found: Reservation) -> HttpResponse:
    try:
        freed = reservations.unblock(found, now=place.now, whole_series="series" in request.POST)
    except ReservationError as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(count)d time is free again.", "%(count)d times are free again.", freed)
        messages.success(request, said % {"count": freed})
    return redirect(place.path("day", day_at(found.starts_at, place.office.zone)))
