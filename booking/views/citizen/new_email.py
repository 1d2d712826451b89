"""Another e-mail address: it counts once the code that was sent there is typed."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking import floods
from booking.forms.change import NewEmailCodeForm, NewEmailForm
from booking.models import Booking
from booking.reservations import (
    CodeSpentError,
    TooSoonError,
    WrongCodeError,
    ask_new_email,
    prove_new_email,
)
from booking.views.citizen.change import contact_of
from booking.views.citizen.cookie import keep
from booking.views.citizen.dossier import OPEN, at_stages, page
from booking.views.citizen.paths import path_to


@at_stages(*OPEN)
def new_email(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    form = NewEmailForm(request.POST)
    if not form.goes_on:
        return _ask(request, booking, form, now=now)
    email = form.cleaned_data["email"]
    if email == booking.email:
        form.add_error("email", _("We write to this address already."))
        return _ask(request, booking, form, now=now)
    try:
        floods.count_code(request, email, booking.number)
        ask_new_email(booking, email, now=now)
    except TooSoonError:  # pressed twice: the code is on its way
        pass
    except floods.TooManyError as refusal:
        form.add_error("email", str(refusal))
        return _ask(request, booking, form, now=now, status=429)
    return redirect("citizen:new_email_code")


def _ask(
    request: HttpRequest, booking: Booking, form: NewEmailForm, *, now: datetime, status: int = 200
) -> HttpResponse:
    context = {"form": form, "back_url": path_to("change")}
    return page(request, "change/email", booking, now=now, status=status, **context)


@at_stages(*OPEN)
def new_email_code(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if not contact_of(booking).new_email:
        return redirect("citizen:change")
    form = NewEmailCodeForm(request.POST)
    if not form.goes_on:
        return _ask_code(request, booking, form, now=now)
    try:
        floods.count_try(request)
        fresh = prove_new_email(booking, form.cleaned_data["code"], now=now)
    except (WrongCodeError, CodeSpentError, floods.TooManyError) as refusal:
        form.add_error("code", str(refusal))
        return _ask_code(request, booking, form, now=now, status=409)
    said = _(
        "We write to the new address from now on. Links in older e-mails do not work any more, "
        "and the PIN is a new one."
    )
    messages.success(request, said)
    response = redirect("citizen:booked")
    keep(response, fresh)
    return response


def _ask_code(
    request: HttpRequest,
    booking: Booking,
    form: NewEmailCodeForm,
    *,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "change/code",
        booking,
        now=now,
        status=status,
        form=form,
        waiting=contact_of(booking).new_email,
        back_url=path_to("new_email"),
    )
