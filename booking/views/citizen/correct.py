"""Reporting a typing error: the office corrects it, nobody else."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking.forms.change import CorrectionForm
from booking.models import Booking
from booking.models.stage import Stage
from booking.reservations import report_error
from booking.views.citizen.dossier import OPEN, at_stages, page
from booking.views.citizen.paths import path_to


@at_stages(*OPEN, Stage.PAST)
def correct(request: HttpRequest, booking: Booking, *, now: datetime, number: int) -> HttpResponse:
    people = {one.position: one for one in booking.attendees.all()}
    position = number - 1
    if position not in people:
        raise Http404
    form = CorrectionForm.of(people[position], request.POST)
    if form.goes_on:
        report_error(booking, position, form.person, now=now)
        said = _("Thank you. The office looks at it, and writes to you when it is corrected.")
        messages.success(request, said)
        return redirect("citizen:booked")
    return page(
        request,
        "correct",
        booking,
        now=now,
        form=form,
        person=people[position].full_name,
        others=[
            (one.position + 1, one.full_name) for one in people.values() if one.position != position
        ],
        back_url=path_to("booked"),
    )
