"""Typing the code from the mail, in this tab or, through the mail's link, on another device."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking import floods
from booking.forms.code import CodeForm
from booking.models import Booking, Verification
from booking.reservations import (
    BusyError,
    CodeSpentError,
    DuplicateError,
    IncompleteError,
    LapsedError,
    ReservationError,
    TooSoonError,
    WrongCodeError,
    code_sent,
    confirm,
    send_code,
)
from booking.views.citizen.frame import LAST_STEP, page
from booking.views.citizen.lapsed import ran_out
from booking.views.citizen.offer import page_language
from booking.views.citizen.paths import path_to
from booking.views.citizen.steps import next_url, while_held
from offices.moments import clock_at


@while_held
def code(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    sent = code_sent(booking)
    if sent is None:
        return redirect(next_url(booking))
    start = booking.time.starts_at.isoformat()
    form = CodeForm(request.POST, initial={"seen": start})
    if not form.goes_on:
        return _ask(request, booking, form, sent, now=now)
    if form.cleaned_data["seen"] not in ("", start):
        return redirect("citizen:check")
    try:
        floods.count_try(request)
        confirm(booking, form.cleaned_data["code"], now=now)
    except (WrongCodeError, CodeSpentError, floods.TooManyError) as refusal:
        form.add_error("code", str(refusal))
        return _ask(request, booking, form, sent, now=now, status=409)
    except (DuplicateError, IncompleteError, LapsedError) as refusal:
        return _not_booked(request, booking, refusal, now=now)
    return redirect("citizen:booked")


def _not_booked(
    request: HttpRequest, booking: Booking, refusal: ReservationError, *, now: datetime
) -> HttpResponse:
    """Answer a right code that books nothing."""
    if isinstance(refusal, DuplicateError):
        return page(request, "not_confirmed", booking, now=now, status=409, step=LAST_STEP)
    if isinstance(refusal, IncompleteError):  # more persons were chosen after the code was sent
        return redirect(next_url(Booking.objects.get(pk=booking.pk)))
    return ran_out(request, booking, now=now)


def _ask(
    request: HttpRequest,
    booking: Booking,
    form: CodeForm,
    sent: Verification,
    *,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    ends = sent.issued_at + Verification.LIFETIME
    return page(
        request,
        "code",
        booking,
        now=now,
        status=status,
        form=form,
        email=booking.email,
        valid_until=clock_at(ends, booking.office.zone),
        is_late=ends <= now,
        step=LAST_STEP,
        back_url=path_to("check"),
    )


@while_held
def new_code(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if request.method == "POST":
        try:
            floods.count_code(request, booking.email, booking.number)
            send_code(booking, now=now, language=page_language())
        except (TooSoonError, BusyError, IncompleteError, floods.TooManyError) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("We have sent you a new code. Only the newest code works."))
    return redirect("citizen:code")
