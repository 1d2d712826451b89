"""Number and PIN: the way to a booking for whoever has no mail at hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from booking import floods, keys
from booking.forms.mine import MineForm
from booking.forms.wishes import Wish
from booking.models import Booking
from booking.views.citizen.cookie import held, keep
from booking.views.citizen.keyhole import unlock
from booking.views.citizen.start import places_with_urls


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    form = MineForm(request.POST)
    if not form.goes_on:
        return _ask(request, form)
    number, pin = form.cleaned_data["number"], form.cleaned_data["pin"]

    def fits(booking: Booking) -> bool:
        return keys.is_pin(pin, number, booking.version)

    try:
        booking = unlock(request, number, fits)
    except floods.TooManyError as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, form, status=429)
    if booking is None:
        # The same words whether or not the number exists.
        form.add_error(None, _("Number and PIN do not fit together. Please look at both again."))
        return _ask(request, form, status=409)
    response = redirect("citizen:booked")
    keep(response, booking)
    return response


def _ask(request: HttpRequest, form: MineForm, *, status: int = 200) -> HttpResponse:
    return render(
        request,
        "citizen/mine.html",
        {"form": form, "is_known": held(request) is not None, "places": places_with_urls(Wish())},
        status=status,
    )
