"""What staff write when they answer a request: until when a time is kept, a question, a reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from booking.forms.request import LONGEST_WORDS, WordsField
from booking.forms.typed import TypedForm
from booking.forms.wishes import TimeForm


class OfferForm(TimeForm, TypedForm):
    """A start among the free times of the page, and the deadline on the office's wall clock."""

    start = forms.CharField(max_length=40, error_messages={"required": _("Please choose a time.")})
    until = forms.DateTimeField(
        label=_("Keep it until"),
        help_text=_(
            "If the person has not said yes by then, the time is free again. "
            "It must be before the appointment."
        ),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Please write until when.")},
    )


class QuestionForm(TypedForm):
    text = WordsField(
        label=_("Your question"),
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Please write a question.")},
    )


class DeclineForm(TypedForm):
    text = WordsField(
        label=_("Why not, and what the person can do instead"),
        help_text=_("Below it stands how to apply in writing."),
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Please write why.")},
    )
