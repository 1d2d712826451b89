"""The appointment to take along: for a calendar, and on paper."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from booking import floods
from booking.models import Booking, Stage, stage_of
from booking.papers.appointment import appointment_pdf
from booking.papers.calendar import Method, calendar_file
from booking.views.citizen.cookie import held
from booking.views.citizen.dossier import not_known, page
from booking.views.citizen.offer import page_language
from booking.views.files import file_to_save


@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    def give(booking: Booking) -> HttpResponse:
        language, now = page_language(), timezone.now()
        written = calendar_file(booking, language=language, method=Method.PUBLISH, now=now)
        return file_to_save(written, "appointment.ics", "text/calendar; charset=utf-8")

    return _while_booked(request, give)


@never_cache
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    return _while_booked(
        request, lambda booking: pdf(request, booking, appointment_pdf, "appointment.pdf")
    )


def _while_booked(request: HttpRequest, give: Callable[[Booking], HttpResponse]) -> HttpResponse:
    booking = held(request)
    if booking is None:
        return not_known(request)
    if stage_of(booking, timezone.now()) is not Stage.BOOKED:
        return redirect("citizen:booked")
    return give(booking)


def pdf(
    request: HttpRequest, booking: Booking, write: Callable[[Booking, str], bytes], name: str
) -> HttpResponse:
    """Make a paper, unless many were made just now: they are the dearest of all answers."""
    try:
        floods.count_paper(request, booking.number)
    except floods.TooManyError as refusal:
        return _wait(request, booking, refusal)
    return file_to_save(write(booking, page_language()), name)


def _wait(request: HttpRequest, booking: Booking, refusal: floods.TooManyError) -> HttpResponse:
    now = timezone.now()
    answer = page(request, "papers_wait", booking, now=now, status=429, wait=str(refusal))
    answer["Retry-After"] = str(refusal.seconds)
    return answer
