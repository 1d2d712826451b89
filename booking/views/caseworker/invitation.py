"""One invitation: how it stands, its letter, and opening it longer or taking it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booking import audit
from booking.forms.invitation_office import LatestForm
from booking.models import Invitation, Look
from booking.models.stage import Stage
from booking.papers.letters import letters_pdf
from booking.reservations import (
    ReservationError,
    accept_kept,
    invite_again,
    withdraw_invitation,
)
from booking.views.caseworker.invitations import Invited, rows_at
from booking.views.caseworker.place import DESK, Place, View, at_office, page
from booking.views.caseworker.reached import done_and_told, reached
from booking.views.files import file_to_show

AGAIN, EXTEND, WITHDRAW, ACCEPT = "again", "extend", "withdraw", "accept"


def of_invitation(view: View) -> Callable[..., HttpResponse]:
    """Give the view the invitation of that number; that of another office does not exist."""

    @wraps(view)
    def found(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
        rows = Invited.all(rows_at(place).filter(pk=pk), place)
        if not rows:
            raise Http404
        return view(request, place, rows[0])

    return at_office(*DESK)(found)


@require_http_methods(["GET", "POST"])
@of_invitation
def one(request: HttpRequest, place: Place, invited: Invited) -> HttpResponse:
    """Show it, or do what was pressed."""
    if request.method != "POST":
        return _page(request, invited, _form(None, invited))
    what, latest = request.POST.get("do"), invited.invitation.latest
    if what == EXTEND:
        return _extend(request, invited)
    if what == AGAIN:
        return _do(request, invited, lambda row: invite_again(row, latest=latest, now=place.now))
    if what == WITHDRAW:
        return _do(request, invited, lambda row: withdraw_invitation(row, now=place.now))
    if what == ACCEPT:
        return _accept(request, invited)
    raise Http404


def _accept(request: HttpRequest, invited: Invited) -> HttpResponse:
    """Somebody has said yes to the kept time on the phone, or at the counter."""
    booking = invited.booking
    try:
        accept_kept(booking, now=invited.place.now)
        said = done_and_told(booking, _("The kept time is booked."))
        messages.success(request, said)
    except ReservationError as refusal:
        messages.error(request, str(refusal))
    return redirect(invited.url)


def _form(data: Any, invited: Invited) -> LatestForm:
    row = invited.invitation
    initial = {"latest": row.latest, "internal_hours": row.internal_hours}
    form = LatestForm(data, today=invited.place.today, initial=initial)
    form.fields["internal_hours"].help_text = ""
    return form


def _extend(request: HttpRequest, invited: Invited) -> HttpResponse:
    """Choose another latest day; also opens what was withdrawn or has passed."""
    form = _form(request.POST, invited)
    if not form.is_valid():
        return _page(request, invited, form, status=422)
    latest, internal = form.cleaned_data["latest"], bool(form.cleaned_data["internal_hours"])
    now = invited.place.now
    return _do(
        request,
        invited,
        lambda row: invite_again(row, latest=latest, internal_hours=internal, now=now),
    )


def _do(
    request: HttpRequest, invited: Invited, verb: Callable[[Invitation], object]
) -> HttpResponse:
    try:
        verb(invited.invitation)
        messages.success(request, _("Done."))
    except ReservationError as refusal:
        messages.error(request, str(refusal))
    return redirect(invited.url)


def _page(
    request: HttpRequest, invited: Invited, form: LatestForm, *, status: int = 200
) -> HttpResponse:
    booking, place = invited.booking, invited.place
    audit.note_look(place, Look.Page.APPOINTMENT, audit.WHOLE, bookings=[booking.pk])
    return page(
        request,
        place,
        "invitation",
        status=status,
        title=invited.name,
        invited=invited,
        booking=booking,
        form=form,
        back_url=place.path("invitations"),
        place_is="invitations",
        **reached(booking),
        **_possible(invited),
    )


def _possible(invited: Invited) -> dict[str, Any]:
    """What can be done with it as it stands, and where it has led to."""
    booking, place = invited.booking, invited.place
    by_mail = invited.invitation.way == Invitation.Way.EMAIL
    asked = getattr(booking, "request", None)
    return {
        "can_accept": invited.stage is Stage.KEPT,
        "can_send": invited.may_choose and by_mail,
        "can_extend": invited.stage not in (Stage.PAST, Stage.FORGOTTEN),
        "can_withdraw": invited.may_choose or invited.stage is Stage.OVERDUE,
        "letter_url": place.path("letter", invited.invitation.pk) if invited.may_choose else "",
        "appointment_url": place.path("appointment", booking.pk) if invited.is_chosen else "",
        "request_url": place.path("request", asked.pk) if asked else "",
    }


@require_safe
@of_invitation
def letter(request: HttpRequest, place: Place, invited: Invited) -> HttpResponse:  # noqa: ARG001
    """Raises Http404 where nothing can be chosen with it any more."""
    if not invited.may_choose:
        raise Http404
    return letters_of([invited])


def letters_of(rows: list[Invited]) -> HttpResponse:
    """Their letters as one file, each on a page of its own; for one or more people."""
    bookings = [one.booking for one in rows]
    known = [booking.pk for booking in bookings]
    audit.note_look(rows[0].place, Look.Page.PAPER, audit.FILED, bookings=known)
    return file_to_show(letters_pdf(bookings, now=rows[0].place.now), "einladungen.pdf")
