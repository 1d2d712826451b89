"""What somebody takes along from the counter, in their own language and in German."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from booking import audit
from booking.models import Booking, Look
from booking.papers.appointment import appointment_pdf
from booking.papers.missing import missing_pdf
from booking.views.caseworker.appointment import WITH_SLIP, about
from booking.views.caseworker.place import Place
from booking.views.files import file_to_show

of_paper = about(Look.Page.PAPER, audit.FILED)


@require_safe
@of_paper
def slip(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:  # noqa: ARG001
    """Number, PIN, time and what to bring, for whoever has no e-mail.

    Raises Http404 for what is cancelled or missed.
    """
    if booking.time.status not in WITH_SLIP:
        raise Http404
    return _paper(booking, appointment_pdf, "appointment.pdf")


@require_safe
@of_paper
def missing(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:  # noqa: ARG001
    return _paper(booking, partial(missing_pdf, now=place.now), "missing.pdf")


def _paper(booking: Booking, write: Callable[[Booking, str], bytes], name: str) -> HttpResponse:
    return file_to_show(write(booking, booking.language), name)
