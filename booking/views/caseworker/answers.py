"""The four answers to a request: each a form of its own, and the verb behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booking import reservations
from booking.forms.answer import DeclineForm, OfferForm, QuestionForm
from booking.forms.invitation_office import LatestForm
from booking.models import Request
from booking.views.caseworker.asked import Asked
from booking.views.caseworker.place import Place

TIME_TO_THINK = timedelta(days=2)
TIME_TO_CHOOSE = timedelta(days=14)
EVENING = time(18)
OFFER, INVITE = "offer", "invite"


def _offer_form(data: Any, place: Place) -> OfferForm:
    until = datetime.combine(place.today + TIME_TO_THINK, EVENING, tzinfo=place.office.zone)
    return OfferForm(data, initial={"until": until})


def _latest_form(data: Any, place: Place) -> LatestForm:
    latest = place.today + TIME_TO_CHOOSE
    return LatestForm(data, today=place.today, initial={"latest": latest})


def _question_form(data: Any, _place: Place) -> QuestionForm:
    return QuestionForm(data)


def _decline_form(data: Any, _place: Place) -> DeclineForm:
    return DeclineForm(data)


@dataclass(frozen=True)
class Answer:
    """One of the answers; `give(request, *, by, now, **typed)` is its verb."""

    title: str | Promise
    button: str | Promise
    form: Callable[[Any, Place], Form]
    give: Callable[..., Request]

    def from_form(self, asked: Asked, form: Form) -> None:
        """The first field of a form is what the verb is given first, the others by their names."""
        first, *others = form.fields
        typed, place = form.cleaned_data, asked.place
        named = {name: typed[name] for name in others}
        self.give(asked.request, typed[first], by=place.user, now=place.now, **named)


ANSWERS = {
    OFFER: Answer(
        _("Give a time"),
        _("Offer this time"),
        _offer_form,
        reservations.offer_time,
    ),
    INVITE: Answer(
        _("Invite to choose"),
        _("Invite"),
        _latest_form,
        reservations.invite_to_choose,
    ),
    "ask-back": Answer(
        _("Ask back"),
        _("Send the question"),
        _question_form,
        reservations.ask_back,
    ),
    "decline": Answer(
        _("Decline"),
        _("Decline the request"),
        _decline_form,
        reservations.decline,
    ),
}
