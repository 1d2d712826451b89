"""The one page of a booking, at whatever stage it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from booking import floods
from booking.models import Booking
from booking.models.stage import Stage, stage_of
from booking.reservations import say_coming, send_again
from booking.views.citizen import answering, appointment, displaced, invited
from booking.views.citizen.cookie import forget, held
from booking.views.citizen.dossier import OPEN, at_stages, not_known
from booking.views.citizen.steps import next_url

Show = Callable[[HttpRequest, Booking, datetime], HttpResponse]


def _go_on(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:  # noqa: ARG001
    return redirect(next_url(booking))


STAGES: dict[Stage, Show] = {
    Stage.HELD: _go_on,
    Stage.LAPSED: _go_on,
    Stage.BOOKED: appointment.to_come,
    Stage.PAST: appointment.past,
    Stage.CANCELLED: appointment.cancelled,
    Stage.INVITED: invited.invited,
    Stage.KEPT: displaced.kept,
    Stage.OVERDUE: invited.over,
    Stage.WITHDRAWN: invited.withdrawn,
    Stage.ASKED: answering.asked,
    Stage.QUESTION: answering.question,
    Stage.OFFERED: answering.offered,
    Stage.DECLINED: answering.declined,
    Stage.TAKEN_BACK: answering.taken_back,
    Stage.FORGOTTEN: appointment.forgotten,
}


@never_cache
@require_safe
def booked(request: HttpRequest) -> HttpResponse:
    booking, now = held(request), timezone.now()
    if booking is None:
        return not_known(request)
    return STAGES[stage_of(booking, now)](request, booking, now)


@at_stages(Stage.BOOKED)
def coming(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if request.method == "POST":
        say_coming(booking, now=now)
        messages.success(request, _("Thank you. The office expects you."))
    return redirect("citizen:booked")


@at_stages(*OPEN, Stage.CANCELLED)
def mail_again(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """Send once more what says everything, to the address that is known."""
    if request.method == "POST" and booking.email:
        floods.count_code(request, booking.email, booking.number)
        send_again(booking, now=now)
        said = _("We have sent it again to %(email)s. It can take a few minutes.")
        messages.success(request, said % {"email": booking.email})
    return redirect("citizen:booked")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the booking in this browser: the next person at this computer finds nothing."""
    if request.method != "POST":
        return redirect("citizen:booked")
    said = _("Nobody can see your appointment on this computer any more. The appointment stays.")
    messages.success(request, said)
    response = redirect("citizen:start")
    forget(response)
    response["Clear-Site-Data"] = '"cache"'  # also what the button for going back would show
    return response
