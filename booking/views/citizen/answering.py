"""A request for an appointment: where it stands, and what the person says to the answer."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from booking.forms.contact import readable
from booking.forms.request import AnswerForm, RefusalForm
from booking.forms.wishes import Wish
from booking.models import Booking, HeldDocument, Note, PartOfDay, Request, Stage
from booking.papers.receipt import receipt_pdf
from booking.papers.whereabouts import soon
from booking.reservations import (
    accept_offer,
    answer_back,
    items_of,
    persons_of,
    refuse_offer,
    withdraw_request,
)
from booking.views.citizen.displaced import why_of
from booking.views.citizen.dossier import GERMAN, at_stages, page, told
from booking.views.citizen.downloads import pdf
from booking.views.citizen.expiry import Notice, notice_for
from booking.views.citizen.legal import legal
from booking.views.citizen.offer import page_language
from offices import showcase
from offices.models import LegalText, Weekday
from offices.moments import clock_at, day_at, day_in_words


def asked(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    """The receipt: what was asked, and when it came, in both languages."""
    return page(
        request,
        "stages/asked",
        booking,
        now=now,
        **_what_was_asked(booking),
        **_when(booking, now),
        conversation=list(booking.notes.all()),
        whereabouts=soon(booking.office, now, page_language()),
        offer_is_over=booking.request.status == Request.Status.OFFERED,
        why=why_of(booking),
        notice=_notice(booking, now),
        legal=legal(booking, booking.authority, LegalText.Key.NOT_AN_APPLICATION),
    )


def _what_was_asked(booking: Booking) -> dict[str, Any]:
    asked, contact = booking.request, booking.contacts.all()[:1]
    days, parts = map(Weekday, asked.weekdays), map(PartOfDay, asked.parts_of_day)
    return {
        "asked": asked,
        "matters": _matters(booking),
        "persons": persons_of(booking),
        "document": HeldDocument(asked.document).label if asked.document else "",
        "ends_on": asked.ends_on and day_in_words(asked.ends_on, page_language()),
        "wishes": [str(one.label) for one in (*days, *parts)],
        "people": list(booking.attendees.all()),
        "email": booking.email,
        "phone": readable(contact[0].phone) if contact else "",
    }


def _matters(booking: Booking) -> list[tuple[str, str]]:
    """The name of each matter, and the German one beside it."""
    matters = [item.offering_id for item in booking.items.all()]
    services = [showcase.offering_row(offering).service for offering in matters]
    with translation.override(GERMAN):
        german = [str(service.name) for service in services]
    own = [str(service.name) for service in services]
    return [(a, "" if a == b else b) for a, b in zip(own, german, strict=True)]


def _when(booking: Booking, now: datetime) -> dict[str, Any]:
    zone, asked = booking.office.zone, booking.request
    arrived = day_at(asked.asked_at, zone)
    return {
        "arrived": day_in_words(arrived, page_language()),
        "arrived_german": day_in_words(arrived, GERMAN),
        "arrived_clock": clock_at(asked.asked_at, zone),
        "answer_by": day_in_words(day_at(asked.answer_by, zone), page_language()),
        "is_overdue": asked.is_overdue(now),
    }


def _notice(booking: Booking, now: datetime) -> Notice | None:
    """The sentence that is right for what ends, as it was on the way here."""
    asked, language = booking.request, page_language()
    doc = HeldDocument(asked.document) if asked.document else None
    authority = showcase.authority(booking.authority.slug, language)
    wish = Wish(doc=doc, until=asked.ends_on)
    return notice_for(wish, authority, language, day_at(now, booking.office.zone))


def _last_word(booking: Booking) -> Note | None:
    return booking.notes.filter(from_office=True).last()


@never_cache
@at_stages(Stage.ASKED, Stage.QUESTION, Stage.OFFERED)
def paper(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """The receipt to take along."""
    return pdf(request, booking, partial(receipt_pdf, now=now), "request.pdf")


def question(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return _question(request, booking, AnswerForm(), now=now)


def _question(
    request: HttpRequest, booking: Booking, form: AnswerForm, *, now: datetime
) -> HttpResponse:
    return page(
        request,
        "stages/question",
        booking,
        now=now,
        form=form,
        question=_last_word(booking),
        people=list(booking.attendees.all()),
    )


@at_stages(Stage.QUESTION)
def answer(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.goes_on:
        return _question(request, booking, form, now=now)
    answer_back(booking, form.cleaned_data["text"], now=now)
    messages.success(request, _("Thank you. The office has your answer now."))
    return redirect("citizen:booked")


def offered(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    return _offered(request, booking, RefusalForm(), now=now)


def _offered(
    request: HttpRequest, booking: Booking, form: RefusalForm, *, now: datetime
) -> HttpResponse:
    until = told(booking.time.expires_at or now, booking)
    return page(
        request,
        "stages/offered",
        booking,
        now=now,
        form=form,
        until=until,
        matters=_matters(booking),
        people=list(booking.attendees.all()),
    )


@at_stages(Stage.OFFERED)
def accept(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    if request.method == "POST":
        accept_offer(booking, now=now)
    return redirect("citizen:booked")


@at_stages(Stage.OFFERED)
def refuse(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    form = RefusalForm(request.POST)
    if not form.goes_on:
        return _offered(request, booking, form, now=now)
    refuse_offer(booking, form.cleaned_data["text"], now=now)
    messages.success(request, _("The time is given back. The office will answer you again."))
    return redirect("citizen:booked")


def declined(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    reason, matters = _last_word(booking), _matters(booking)
    return page(request, "stages/declined", booking, now=now, reason=reason, matters=matters)


def taken_back(request: HttpRequest, booking: Booking, now: datetime) -> HttpResponse:
    offering, _persons = items_of(booking)[0]
    since = booking.ended_at and told(booking.ended_at, booking)
    return page(request, "stages/taken_back", booking, now=now, since=since, offering=offering)


@at_stages(Stage.ASKED, Stage.QUESTION, Stage.OFFERED)
def withdraw(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """One question, then the request is taken back."""
    if request.method == "POST":
        withdraw_request(booking, now=now)
        return redirect("citizen:booked")
    return page(request, "stages/withdraw", booking, now=now, matters=_matters(booking))
