"""How we write to the person and what they need: changed by themselves, at any time."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from booking.forms.change import LanguageForm, NeedsForm, PhoneForm
from booking.forms.contact import readable
from booking.forms.typed import TypedForm
from booking.models import Booking, Contact, Need, Talk
from booking.reservations import call_at, describe_again, speak_to
from booking.views.citizen.dossier import OPEN, at_stages, page
from booking.views.citizen.paths import path_to


def contact_of(booking: Booking) -> Contact:
    """How the person is reached; an empty one where nothing is known."""
    found = (one for one in booking.contacts.all() if one.role == Contact.Role.PERSON)
    return next(found, Contact(booking=booking))


@at_stages(*OPEN)
def change(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """Everything that can be changed, at a glance."""
    contact = contact_of(booking)
    return page(
        request,
        "change/all",
        booking,
        now=now,
        written_in=language_name(booking.language),
        email=contact.email,
        waiting=contact.new_email,
        phone=readable(contact.phone),
        talk=Talk(booking.talk).label if booking.talk else "",
        needs=[Need(need).label for need in booking.needs],
        back_url=path_to("booked"),
    )


def language_name(code: str) -> str:
    """As its speakers write it."""
    return dict(settings.LANGUAGES).get(code, code)


@at_stages(*OPEN)
def language(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    form = LanguageForm(request.POST, initial={"language": booking.language})
    if not form.goes_on:
        return ask(request, booking, form, now=now)
    chosen = form.cleaned_data["language"]
    speak_to(booking, chosen)
    with translation.override(chosen):
        said = _("From now on we write to you in this language: %(language)s.")
        messages.success(request, said % {"language": language_name(chosen)})
        return redirect("citizen:booked")


@at_stages(*OPEN)
def phone(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    form = PhoneForm.of(booking, request.POST)
    if not form.goes_on:
        return ask(request, booking, form, now=now)
    call_at(booking, form.cleaned_data["phone"])
    return _saved(request)


@at_stages(*OPEN)
def needs(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    form = NeedsForm(request.POST, initial={"talk": booking.talk, "needs": booking.needs})
    if not form.goes_on:
        return ask(request, booking, form, now=now)
    describe_again(booking, **form.cleaned_data)
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("This is written down."))
    return redirect("citizen:change")


def ask(
    request: HttpRequest, booking: Booking, form: TypedForm, *, now: datetime, status: int = 200
) -> HttpResponse:
    """The page of one question."""
    back_url = path_to("change")
    context = {"form": form, "back_url": back_url}
    return page(request, "change/one", booking, now=now, status=status, **context)
