"""Asking for an appointment on one page, and the few words said to the office afterwards."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.contact import ContactForm, HelpForm, meant_domain
from booking.forms.day import DayField
from booking.forms.person import TOO_LONG, PersonForm, is_latin
from booking.forms.typed import TypedForm, tidy
from booking.forms.wishes import YEARS
from booking.keys import new_number
from booking.models import HeldDocument, Note, PartOfDay, Request
from offices.models import Weekday

LONGEST_MATTER = Request._meta.get_field("matter").max_length
LONGEST_WORDS = Note._meta.get_field("text").max_length
WORKDAYS = [(day.value, day.label) for day in list(Weekday)[:5]]
YES, NO = "yes", "no"
# As on the page: what is missing is listed in this order too.
MATTER = ("matter", "doc", "until", "proof", "persons")
TIMES = ("weekdays", "parts_of_day")
PERSON = ("family_name", "given_names", "birth", "file_number")
REACH = ("email", "phone", "talk")
IN_ORDER = (*MATTER, *TIMES, *PERSON, *REACH, "once")
signer = Signer(salt="booking.forms.request")


class WordsField(forms.CharField):
    """Some sentences; lines stay lines."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        messages = {"max_length": TOO_LONG, **options.pop("error_messages", {})}
        super().__init__(widget=forms.Textarea({"rows": rows}), error_messages=messages, **options)

    def to_python(self, value: Any) -> str:
        lines = map(tidy, (super().to_python(value) or "").splitlines())
        return "\n".join(lines).strip()


class RequestForm(PersonForm, ContactForm, HelpForm):  # type: ignore[misc]  # two of()
    button = gettext_lazy("Send the request")
    field_order = IN_ORDER
    needs = None  # type: ignore[assignment]
    matter = WordsField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy(
            "Write it in your own words, also why it is urgent. A few sentences are enough."
        ),
        max_length=LONGEST_MATTER,
        error_messages={"required": gettext_lazy("Please write what it is about.")},
    )
    doc = forms.ChoiceField(
        label=gettext_lazy("What do you have?"),
        choices=HeldDocument.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    until = DayField(
        label=gettext_lazy("Until when is it valid?"),
        help_text=gettext_lazy("It stands on the card or in the passport. For example: 27 3 2027"),
        first=YEARS.start,
        last=YEARS.stop - 1,
        required=False,
    )
    proof = forms.ChoiceField(
        label=gettext_lazy("Do you have a proof at hand that it is urgent?"),
        help_text=gettext_lazy(
            "For example a ticket, a letter from your employer or from a hospital. "
            "You need not send it now. Bring it to the appointment."
        ),
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose yes or no.")},
    )
    persons = forms.TypedChoiceField(
        label=gettext_lazy("For how many persons?"),
        coerce=int,
        error_messages={"required": gettext_lazy("Please choose for how many persons.")},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days can you come?"),
        help_text=gettext_lazy("Choose nothing if every day is fine."),
        choices=WORKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    parts_of_day = forms.MultipleChoiceField(
        label=gettext_lazy("At which times of day?"),
        help_text=gettext_lazy("Choose nothing if every time is fine."),
        choices=PartOfDay.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    # The number this request will have, signed: pressing the button twice asks once.
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, data: Any = None, *, max_persons: int = 1, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["once"].initial = signer.sign(new_number())
        self.fields["persons"].choices = [(n, n) for n in range(1, max_persons + 1)]  # type: ignore[attr-defined]
        if max_persons == 1:
            del self.fields["persons"]
        self._say_it_without_a_picture()

    def _say_it_without_a_picture(self) -> None:
        for name, words in WORDS_HERE.items():
            self.fields[name].help_text = words

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            Fieldset(_("Your matter"), *(one for one in MATTER if one in self.fields)),
            Fieldset(_("When can you come?"), *TIMES),
            Fieldset(_("Whose matter it is"), *PERSON),
            Fieldset(_("How the office reaches you"), *REACH),
            "once",
        )
        return helper

    def clean_once(self) -> str:
        try:
            return str(signer.unsign(self.cleaned_data["once"]))
        except BadSignature:
            return new_number()

    def clean_weekdays(self) -> list[int]:
        """Each once, however often a program sends it."""
        return sorted(set(self.cleaned_data["weekdays"]))

    def clean_parts_of_day(self) -> list[str]:
        return list(dict.fromkeys(self.cleaned_data["parts_of_day"]))

    def doubt(self) -> str:
        return " ".join(filter(None, (self._doubt_name(), self._doubt_mail())))

    def _doubt_name(self) -> str:
        typed = self.cleaned_data
        if is_latin(typed["family_name"]) and is_latin(typed["given_names"]):
            return ""
        return _(
            "Please write the name in Latin letters, as on the card or in the passport. "
            "If you cannot, just press the button again."
        )

    def _doubt_mail(self) -> str:
        email = self.cleaned_data["email"]
        if not email and not self.cleaned_data["phone"]:
            return _(
                "You have written no e-mail address and no phone number. Then you see the answer "
                "only here, with a number and a PIN. Is that right? Then press the button again."
            )
        meant = meant_domain(email)
        return meant and _(
            "Please look at the e-mail address again: did you mean %(domain)s? "
            "If it is right as it is, just press the button again."
        ) % {"domain": f"@{meant}"}


WORDS_HERE = {
    "family_name": gettext_lazy("All family names, exactly as on the card or in the passport."),
    "given_names": gettext_lazy(
        "All given names, exactly as on the card or in the passport. "
        "Is there only one name? Write it as family name, leave this empty."
    ),
    "email": gettext_lazy(
        "We send the answer there. The address of somebody who helps you is fine too. "
        "You have none? Leave this empty."
    ),
    "phone": gettext_lazy("The office may call you if there is a question. This may stay empty."),
}


class AnswerForm(TypedForm):
    button = gettext_lazy("Send the answer")
    text = WordsField(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST_WORDS,
        error_messages={"required": gettext_lazy("Please write an answer.")},
    )

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_action = "citizen:answer"
        return helper


class RefusalForm(TypedForm):
    button = gettext_lazy("Give the time back")
    text = WordsField(
        label=gettext_lazy("When would another time be better?"),
        help_text=gettext_lazy("This may stay empty."),
        max_length=LONGEST_WORDS,
        required=False,
        rows=3,
    )

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_action = "citizen:refuse"
        return helper
