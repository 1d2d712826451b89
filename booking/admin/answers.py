"""The four answers to a request: each a form of its own, and the verb behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from booking import reservations
from booking.forms.invitation_office import InternalHoursField
from booking.forms.request import LONGEST_WORDS, WordsField
from booking.forms.wishes import TimeForm
from booking.models import Booking, Request
from offices.models import User
from offices.moments import day_at

TIME_TO_THINK = timedelta(days=2)
TIME_TO_CHOOSE = timedelta(days=14)
EVENING = time(18)


class OfferForm(TimeForm):
    """A start among the free times of the page, and the deadline on the office's wall clock."""

    until = forms.DateTimeField(
        label=gettext_lazy("Keep it until"),
        help_text=gettext_lazy(
            "If the person has not said yes by then, the time is free again. "
            "It must be before the appointment."
        ),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class InvitationForm(forms.Form):
    latest = forms.DateField(
        label=gettext_lazy("Latest day of the appointment"),
        help_text=gettext_lazy("Until then the person may choose a free time."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    internal_hours = InternalHoursField()


class QuestionForm(forms.Form):
    text = WordsField(label=gettext_lazy("Your question"), max_length=LONGEST_WORDS)


class DeclineForm(forms.Form):
    text = WordsField(
        label=gettext_lazy("Why not, and what the person can do instead"),
        help_text=gettext_lazy("Below it stands how to apply in writing."),
        max_length=LONGEST_WORDS,
    )


Give = Callable[..., Request]


@dataclass(frozen=True)
class Answer:
    """One of the answers; `give(request, *, by, now, **typed)` is its verb."""

    title: str | Promise
    button: str | Promise
    form: type[forms.Form]
    give: Give

    def from_form(self, asked: Request, form: forms.Form, *, by: User, now: datetime) -> None:
        """The first field of a form is what the verb is given first, the others by their names."""
        first, *others = form.fields
        typed = form.cleaned_data
        named = {name: typed[name] for name in others}
        self.give(asked, typed[first], by=by, now=now, **named)


ANSWERS = {
    "offer": Answer(
        gettext_lazy("Give a time"),
        gettext_lazy("Offer this time"),
        OfferForm,
        reservations.offer_time,
    ),
    "invite": Answer(
        gettext_lazy("Invite to choose"),
        gettext_lazy("Invite"),
        InvitationForm,
        reservations.invite_to_choose,
    ),
    "ask-back": Answer(
        gettext_lazy("Ask back"),
        gettext_lazy("Send the question"),
        QuestionForm,
        reservations.ask_back,
    ),
    "decline": Answer(
        gettext_lazy("Decline"),
        gettext_lazy("Decline the request"),
        DeclineForm,
        reservations.decline,
    ),
}


def suggestions(now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """What stands in the fields at first."""
    today = day_at(now, zone)
    return {
        "until": datetime.combine(today + TIME_TO_THINK, EVENING, tzinfo=zone),
        "latest": today + TIME_TO_CHOOSE,
    }


def how_it_is_sent(booking: Booking) -> str:
    """Say before the button is pressed what reaches the person, and in which language."""
    if booking.email and booking.language == "de":
        return _("We send an e-mail in German to %(email)s.") % {"email": booking.email}
    if booking.email:
        return _(
            "We send an e-mail to %(email)s in this language: %(language)s. German stands below. "
            "What you write yourself is sent as it is, we do not translate it."
        ) % {"email": booking.email, "language": language_of(booking)}
    phone = next((contact.phone for contact in booking.contacts.all() if contact.phone), "")
    if phone:
        return _(
            "There is no e-mail address. The person sees the answer with number and PIN. "
            "Please call: %(phone)s. Language: %(language)s."
        ) % {"phone": phone, "language": language_of(booking)}
    return _(
        "There is no e-mail address and no phone number. "
        "The person sees the answer with number and PIN, in this language: %(language)s."
    ) % {"language": language_of(booking)}


def language_of(booking: Booking) -> str:
    return str(get_language_info(booking.language)["name_translated"])
