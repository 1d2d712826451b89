"""The appointment to take along: for a calendar, and on paper."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from booking.models import Booking, Stage, stage_of
from booking.papers.appointment import appointment_pdf
from booking.papers.calendar import Method, calendar_file
from booking.views.citizen.cookie import held
from booking.views.citizen.dossier import not_known
from booking.views.citizen.offer import page_language


@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    def write(booking: Booking) -> bytes:
        return calendar_file(
            booking, language=page_language(), method=Method.PUBLISH, now=timezone.now()
        )

    return _file(request, write, "text/calendar; charset=utf-8", "appointment.ics")


@never_cache
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    return _file(
        request,
        lambda booking: appointment_pdf(booking, page_language()),
        "application/pdf",
        "appointment.pdf",
    )


def _file(
    request: HttpRequest, write: Callable[[Booking], bytes], kind: str, name: str
) -> HttpResponse:
    """Give a file with a name that tells nothing, while there is an appointment."""
    booking = held(request)
    if booking is None:
        return not_known(request)
    if stage_of(booking, timezone.now()) is not Stage.BOOKED:
        return redirect("citizen:booked")
    answer = HttpResponse(write(booking), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
