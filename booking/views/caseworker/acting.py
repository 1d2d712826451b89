"""What is done by one press on the page of an appointment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from booking import reservations
from booking.forms.visit import RemarkForm
from booking.models import Booking, CheckedDocument, Remark
from booking.reservations import ReservationError, Step
from booking.views.caseworker.appointment import documents, of_booking, of_whole_booking, show
from booking.views.caseworker.place import Place

# The verb behind each button, and what is said when it is done.
PRESSED: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "here": (reservations.attend, gettext_lazy("Noted: the person is here.")),
    "missed": (reservations.miss, gettext_lazy("Noted: the person did not come.")),
    "send-again": (reservations.send_again, gettext_lazy("The mail is being sent again.")),
}


@require_POST
@of_booking
def press(request: HttpRequest, place: Place, booking: Booking, what: str) -> HttpResponse:
    if what not in PRESSED:
        raise Http404
    act, done = PRESSED[what]
    return answered(request, place, booking, lambda now: act(booking, now=now), str(done))


@require_POST
@of_booking
def undo(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    """Take back the step that the page has named; if something came between, say so."""
    try:
        step = Step(request.POST.get("step", ""))
    except ValueError as error:
        raise Http404 from error
    return answered(
        request,
        place,
        booking,
        lambda now: reservations.undo(booking, step, now=now),
        _("Taken back."),
    )


def answered(
    request: HttpRequest,
    place: Place,
    booking: Booking,
    act: Callable[[datetime], object],
    done: str,
) -> HttpResponse:
    """Do it, and say on the page of the appointment what came of it."""
    try:
        act(place.now)
    except ReservationError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(place.path("appointment", booking.pk))


@require_POST
@of_booking
def check(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    """Note which papers were there; the boxes of the page are all there is."""
    there = set(request.POST.getlist("there"))
    asked = [one["pk"] for one in documents(booking, place.language)]
    CheckedDocument.objects.bulk_create(
        [
            CheckedDocument(booking=booking, document_id=pk, is_there=str(pk) in there)
            for pk in asked
        ],
        update_conflicts=True,
        unique_fields=["booking", "document"],
        update_fields=["is_there"],
    )
    messages.success(request, _("Noted which documents are there."))
    return redirect(place.path("appointment", booking.pk))


@require_POST
@of_whole_booking
def remark(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return show(request, place, booking, status=422, remark=form)
    Remark.objects.create(
        booking=booking,
        text=form.cleaned_data["text"],
        written_at=place.now,
        written_by=place.user,
    )
    messages.success(request, _("The remark is kept."))
    return redirect(place.path("appointment", booking.pk))
