"""What came of a visit, and what follows from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import reservations
from booking.forms.visit import CancelForm, CorrectionForm, ResultForm
from booking.models import Booking, Visit
from booking.reservations import ReservationError
from booking.views.caseworker.appointment import documents, of_booking, when
from booking.views.caseworker.place import Place, page, status_of
from booking.views.caseworker.reached import done_and_told

Result = Visit.Result


@require_http_methods(["GET", "POST"])
@of_booking
def result(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    papers = documents(booking, place.language)
    not_there = [one["pk"] for one in papers if one["is_there"] is False and not one["condition"]]
    form = ResultForm(
        request.POST if request.method == "POST" else None,
        [(one["pk"], _named(one)) for one in papers],
        initial={"missing": not_there, "result": request.GET.get("result", "")},
    )
    if request.method == "POST" and form.is_valid() and _finish(request, place, booking, form):
        return redirect(_next(place, booking, Result(form.cleaned_data["result"])))
    return page(request, place, "result", status=status_of(form), form=form, **when(place, booking))


def _named(paper: dict[str, Any]) -> str:
    """With the condition: whether the person needs it at all is for the counter to say."""
    return f"{paper['name']} ({paper['condition']})" if paper["condition"] else str(paper["name"])


def _finish(request: HttpRequest, place: Place, booking: Booking, form: ResultForm) -> bool:
    said = form.cleaned_data
    try:
        reservations.finish(
            booking,
            Result(said["result"]),
            now=place.now,
            minutes=said["minutes"],
            missing=said.get("missing", ()),
        )
    except ReservationError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Kept: %(result)s.") % {"result": Result(said["result"]).label})
    return True


def _next(place: Place, booking: Booking, came: Visit.Result) -> str:
    """Where the next step is: a new date, the right matter, or the appointment itself."""
    if came is Result.WRONG_MATTER:
        return f"{place.path('new')}?of={booking.pk}"
    if came in (Result.DOCUMENTS_MISSING, Result.FOLLOW_UP):
        item = booking.items.all()[0]
        return (
            f"{place.path('new')}?of={booking.pk}&matter={item.offering_id}&persons={item.persons}"
        )
    return place.path("appointment", booking.pk)


@require_http_methods(["GET", "POST"])
@of_booking
def cancel(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reservations.cancel_for(
                booking, form.cleaned_data["reason"], by=place.user, now=place.now
            )
        except ReservationError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done_and_told(booking, _("The appointment is cancelled.")))
            return redirect(place.path("appointment", booking.pk))
    return page(request, place, "cancel", status=status_of(form), form=form, **when(place, booking))


@require_http_methods(["GET", "POST"])
@of_booking
def correct(request: HttpRequest, place: Place, booking: Booking, position: int) -> HttpResponse:
    """Correct a typing error in a name or date of birth, and say why."""
    person = next((one for one in booking.attendees.all() if one.position == position), None)
    if person is None:
        return redirect(place.path("appointment", booking.pk))
    form = CorrectionForm.of(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.goes_on:
        try:
            reservations.correct(
                booking,
                position,
                form.person,
                reason=form.cleaned_data["reason"],
                by=place.user,
                now=place.now,
            )
        except ReservationError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The name is corrected."))
            return redirect(place.path("appointment", booking.pk))
    return page(
        request, place, "correct", status=status_of(form), form=form, **when(place, booking)
    )
