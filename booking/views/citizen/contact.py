"""How to reach the person, and what makes the visit work."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from booking.forms.contact import ContactForm, HelpForm
from booking.models import Booking
from booking.reservations import describe, persons_of, reach
from booking.views.citizen.frame import CONTACT_STEP, page
from booking.views.citizen.paths import path_to
from booking.views.citizen.person import before_person
from booking.views.citizen.steps import next_url, while_held


@while_held
def contact(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    form = ContactForm.of(booking, request.POST)
    if form.goes_on:
        email, phone = form.cleaned_data["email"], form.cleaned_data["phone"]
        reach(booking, email=email, phone=phone)
        is_reached = bool(email) or hasattr(booking, "invitation")
        return redirect(next_url(booking, is_reached=True) if is_reached else "citizen:by_phone")
    return page(
        request,
        "contact",
        booking,
        now=now,
        form=form,
        step=CONTACT_STEP,
        back_url=before_person(booking, persons_of(booking) + 1),
    )


@while_held
def by_phone(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """What somebody without an e-mail address does for now: call the office."""
    return page(
        request,
        "by_phone",
        booking,
        now=now,
        number=booking.spoken_number,
        step=CONTACT_STEP,
        back_url=path_to("contact"),
    )


@while_held
def help_(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    known = {"talk": booking.talk, "needs": booking.needs}
    form = HelpForm(request.POST, initial=known)
    if form.goes_on:
        describe(booking, **form.cleaned_data)
        return redirect(next_url(booking))
    return page(
        request,
        "help",
        booking,
        now=now,
        form=form,
        step=CONTACT_STEP,
        back_url=path_to("contact"),
    )
