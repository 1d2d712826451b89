"""Asking for an appointment where the office gives it out itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from booking import floods
from booking.forms.request import YES, RequestForm
from booking.forms.wishes import Wish
from booking.keys import new_number
from booking.models import Booking, HeldDocument
from booking.reservations import Asked, ask_for_appointment
from booking.views.citizen import cookie
from booking.views.citizen.expiry import notice_for
from booking.views.citizen.legal import legal_for
from booking.views.citizen.offer import offering_with, page_language
from booking.views.citizen.paths import path_to
from offices import showcase
from offices.models import Access, LegalText, Offering
from offices.moments import day_at
from offices.showcase import ShownAuthority, ShownOffering

TWICE = timedelta(minutes=1)  # the same button pressed again; later, somebody has corrected it
SAID = LegalText.Key.NOT_AN_APPLICATION, LegalText.Key.NAME_FIXED, LegalText.Key.PRIVACY_SHORT


@require_http_methods(["GET", "HEAD", "POST"])
# Not no-store: going back over a refused form would then end at an error of the browser.
@cache_control(private=True, no_cache=True)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    authority, shown = offering_with(pk)
    this = showcase.for_the_calendar().filter(pk=pk)
    offering = this.accessible(Access.REQUEST, now=timezone.now()).first()
    if offering is None:
        return redirect(_offering_url(request, pk))
    form = _form(request, shown)
    if form.goes_on:
        return _send(request, form, authority, shown, offering)
    return _show(request, form, authority, shown)


def _offering_url(request: HttpRequest, pk: int) -> str:
    return f"{path_to('offering', pk)}{Wish.of(request.GET).query}"


def _form(request: HttpRequest, shown: ShownOffering) -> RequestForm:
    wish = Wish.of(request.GET)
    initial = {"doc": wish.doc, "until": wish.until, "persons": wish.persons}
    return RequestForm(request.POST, max_persons=shown.max_persons, initial=initial)


def _send(
    request: HttpRequest,
    form: RequestForm,
    authority: ShownAuthority,
    shown: ShownOffering,
    offering: Offering,
) -> HttpResponse:
    now, email = timezone.now(), form.cleaned_data["email"]
    try:
        floods.count_request(request, email)
    except floods.TooManyError as refusal:
        return _show(request, form, authority, shown, error=str(refusal), status=429)
    booking = ask_for_appointment(_asked(form, offering, now), now=now, language=page_language())
    response = redirect("citizen:booked")
    cookie.keep(response, booking)
    return response


def _asked(form: RequestForm, offering: Offering, now: datetime) -> Asked:
    typed = form.cleaned_data
    return Asked(
        offering=offering,
        persons=typed.get("persons", 1),
        person=form.person,
        email=typed["email"],
        phone=typed["phone"],
        talk=typed["talk"],
        matter=typed["matter"],
        document=typed["doc"],
        ends_on=typed["until"],
        has_proof=typed["proof"] == YES,
        weekdays=typed["weekdays"],
        parts_of_day=typed["parts_of_day"],
        number=_number(typed["once"], now),
    )


def _number(signed: str, now: datetime) -> str:
    earlier = Booking.objects.filter(number=signed, created_at__lt=now - TWICE)
    return new_number() if earlier.exists() else signed


def _show(
    request: HttpRequest,
    form: RequestForm,
    authority: ShownAuthority,
    shown: ShownOffering,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    language, today = page_language(), day_at(timezone.now(), shown.office.zone)
    texts = legal_for(shown.pk, authority.record, *SAID)
    context = {
        "authority": authority,
        "offering": shown,
        "form": form,
        "error": error,
        "not_an_application": texts.pop(LegalText.Key.NOT_AN_APPLICATION, None),
        "legal": texts,
        "notice": notice_for(_known(request, form), authority, language, today),
        "days": authority.record.answer_days,
        "back_url": _offering_url(request, shown.pk),
    }
    return render(request, "citizen/asking.html", context, status=status)


def _known(request: HttpRequest, form: RequestForm) -> Wish:
    """What is known of the document: as typed here, else as said on the way here."""
    wish, typed = Wish.of(request.GET), getattr(form, "cleaned_data", {})
    doc, until = typed.get("doc"), typed.get("until")
    return wish.but(doc=HeldDocument(doc) if doc else wish.doc, until=until or wish.until)
