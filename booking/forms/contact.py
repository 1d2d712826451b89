"""How to reach the person, and what makes the visit work."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.typed import TypedForm
from booking.models import Booking, Contact, Need, Talk

HOME = "DE"
# Where most people have their address; close to one of these is most often a slip.
KNOWN_DOMAINS = (
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "mail.ru",
    "outlook.com",
    "outlook.de",
    "t-online.de",
    "ukr.net",
    "web.de",
    "yahoo.com",
    "yahoo.de",
)
ALMOST = 0.85
WHOLE = phonenumbers.ValidationResult.IS_POSSIBLE


class ContactForm(TypedForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "We send a code there. The address of somebody who helps you is fine too: "
            "family, a friend, an advice centre."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(
            {"autocomplete": "email", "dir": "ltr", "spellcheck": "false", "autocapitalize": "off"}
        ),
        error_messages={
            "invalid": gettext_lazy(
                "This e-mail address is not complete. It looks like this: name@example.org"
            ),
            "max_length": gettext_lazy("This e-mail address is too long."),
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number, if you like"),
        help_text=gettext_lazy("The office calls only if something changes. This may stay empty."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
        error_messages={"max_length": gettext_lazy("This phone number is too long.")},
    )

    @classmethod
    def of(cls, booking: Booking, data: Any) -> ContactForm:
        mine = [one for one in booking.contacts.all() if one.role == Contact.Role.PERSON]
        typed = {"email": mine[0].email, "phone": readable(mine[0].phone)} if mine else {}
        return cls(data, initial=typed)

    def clean_phone(self) -> str:
        """Return +49…, as phones want it (E.164); numbers without a country are German."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, HOME)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or _length(number) != WHOLE:
            raise ValidationError(_("This phone number is not complete. Please check it."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def doubt(self) -> str:
        email = self.cleaned_data["email"]
        meant = meant_domain(email)
        if not meant or email == self.initial.get("email"):
            return ""
        return _(
            "Please look at the e-mail address again: did you mean %(domain)s? "
            "If it is right as it is, just press Continue again."
        ) % {"domain": f"@{meant}"}


def _length(number: phonenumbers.PhoneNumber) -> int:
    """Say whether this can be a whole number; one for calls inside a town cannot."""
    return phonenumbers.is_possible_number_with_reason(number)


def meant_domain(email: str) -> str:
    """The well-known domain that this one almost is; empty if it is one, or far from all."""
    domain = email.rpartition("@")[2].lower()
    close = get_close_matches(domain, KNOWN_DOMAINS, n=1, cutoff=ALMOST)
    return close[0] if close and domain not in KNOWN_DOMAINS else ""


def readable(phone: str) -> str:
    """+49 201 123456 instead of +49201123456."""
    if not phone:
        return ""
    number = phonenumbers.parse(phone, HOME)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class HelpForm(TypedForm):
    talk = forms.ChoiceField(
        label=gettext_lazy("How will we talk?"),
        help_text=gettext_lazy(
            "At the office people speak German. Children are not allowed to translate."
        ),
        choices=Talk.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose how we will talk.")},
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Do you need something so that the visit works well?"),
        help_text=gettext_lazy(
            "We ask so that the office can prepare. You need not choose anything."
        ),
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_needs(self) -> list[str]:
        """Each once, however often a program sends it."""
        return list(dict.fromkeys(self.cleaned_data["needs"]))
