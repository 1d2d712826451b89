"""Giving the appointment back, and taking that back."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking import floods, reservations
from booking.models import Booking
from booking.models.stage import Stage, is_ordered
from booking.views.citizen.dossier import at_stages, page
from booking.views.citizen.paths import path_to

# Who was invited may choose anew after cancelling, and has the same chance to undo it.
UNDONE_AT = (Stage.CANCELLED, Stage.INVITED, Stage.OVERDUE)


@at_stages(Stage.BOOKED)
def cancel(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if is_ordered(booking):
        raise reservations.OrderedError
    if booking.time.starts_at <= now:
        raise reservations.OverError
    if request.method != "POST":
        return page(request, "cancel", booking, now=now, back_url=path_to("booked"))
    reservations.cancel(booking, now=now)
    said = _("Your appointment is cancelled. Thank you: now somebody else can have this time.")
    messages.success(request, said)
    return redirect("citizen:booked")


@at_stages(*UNDONE_AT)
def restore(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if request.method == "POST" and booking.reservation is not None:
        floods.count_hold(request, booking.number)
        reservations.restore(booking, now=now)
        messages.success(request, _("The appointment is yours again, at the same time as before."))
    return redirect("citizen:booked")
