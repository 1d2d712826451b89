"""Giving one of the answers to a request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import audit, reservations
from booking.forms.contact import readable
from booking.models import Booking, Invitation, Look
from booking.reservations import BusyError, ReservationError, SlotTakenError
from booking.views.caseworker.answers import ANSWERS, INVITE, OFFER
from booking.views.caseworker.asked import Asked
from booking.views.caseworker.next_times import warn_of_nothing_free
from booking.views.caseworker.place import Place, page
from booking.views.caseworker.requests import of_request
from booking.views.caseworker.times import ASKED, Said, shown, since_of, times_for
from booking.views.caseworker.wished import mark_wished
from booking.views.caseworker.wording import language_name

SHOWN = ("name", "born", "contact", "matter", "language")


@require_http_methods(["GET", "POST"])
@of_request
def answer(request: HttpRequest, place: Place, asked: Asked, what: str) -> HttpResponse:
    if what not in ANSWERS:
        raise Http404
    if request.method == "POST":
        return _give(request, place, asked, what)
    if not asked.is_to_answer:
        return redirect(asked.url)
    return _page(request, asked, what, ANSWERS[what].form(None, place))


def _give(request: HttpRequest, place: Place, asked: Asked, what: str) -> HttpResponse:
    form = ANSWERS[what].form(request.POST, place)
    if not form.is_valid():
        return _page(request, asked, what, form, Said(status=422))
    try:
        ANSWERS[what].from_form(asked, form)
    except (SlotTakenError, BusyError) as refusal:
        said = Said.faster(refusal, form.cleaned_data["start"])
        return _page(request, asked, what, form, said)
    except ReservationError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, asked, what, form, Said(status=409))
    messages.success(request, _("The answer is given."))
    return redirect(_next(request, asked, what))


def _next(request: HttpRequest, asked: Asked, what: str) -> str:
    """Where the letter is, if one has to be printed."""
    if what != INVITE:
        return asked.url
    warn_of_nothing_free(request, [asked.booking], asked.place.now)
    invitation: Invitation = asked.booking.invitation
    is_letter = invitation.way == Invitation.Way.LETTER
    return asked.place.path("invitation", invitation.pk) if is_letter else asked.url


def _page(
    request: HttpRequest, asked: Asked, what: str, form: Form, said: Said = ASKED
) -> HttpResponse:
    place = asked.place
    audit.note_look(place, Look.Page.REQUEST, SHOWN, bookings=[asked.booking.pk])
    return page(
        request,
        place,
        "offer" if what == OFFER else "answer",
        status=said.status,
        title=ANSWERS[what].title,
        asked=asked,
        form=form,
        button=ANSWERS[what].button,
        how_it_is_sent=how_it_is_sent(asked.booking, what),
        back_url=asked.url,
        place_is="requests",
        **(_times(request, asked, said) if what == OFFER else {}),
    )


def _times(request: HttpRequest, asked: Asked, said: Said) -> dict[str, Any]:
    ask = reservations.times_to_offer(asked.booking, now=asked.place.now)
    times = times_for(asked.place, ask, since_of(request.GET))
    found = shown(times, request.GET, said, chosen=request.POST.get("start", ""))
    marked = {name: mark_wished(found[name], asked.request) for name in ("days", "nearest")}
    return found | marked


def how_it_is_sent(booking: Booking, what: str) -> str:
    """Say before the button is pressed what reaches the person, and in which language."""
    language = language_name(booking.language)
    if booking.email and booking.language == "de":
        return _("We send an e-mail in German to %(email)s.") % {"email": booking.email}
    if booking.email:
        return _(
            "We send an e-mail to %(email)s in this language: %(language)s. German stands below. "
            "What you write yourself is sent as it is, we do not translate it."
        ) % {"email": booking.email, "language": language}
    if what == INVITE:
        return _("There is no e-mail address. The next page has a letter to print and to post.")
    return _without_email(booking, language)


def _without_email(booking: Booking, language: str) -> str:
    phone = next((one.phone for one in booking.contacts.all() if one.phone), "")
    if phone:
        return _(
            "There is no e-mail address. The person sees the answer with number and PIN. "
            "Please call: %(phone)s. Language: %(language)s."
        ) % {"phone": readable(phone), "language": language}
    return _(
        "There is no e-mail address and no phone number. "
        "The person sees the answer with number and PIN, in this language: %(language)s."
    ) % {"language": language}
