"""The number of a booking and its PIN, read as tolerantly as on the phone."""

from __future__ import annotations

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.typed import TypedForm
from booking.keys import CODE_DIGITS, NUMBER_LENGTH

LONGEST = 60
# Keys of a Ukrainian keyboard whose letters look like those of a number.
LOOKALIKES = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")  # noqa: RUF001


def letters_and_digits(typed: str) -> str:
    """Capital Latin letters and ASCII digits, whatever keyboard they come from and however grouped.

    Everything else is left out.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(LOOKALIKES)
    digits = (str(int(char)) if char.isdecimal() else char for char in plain)
    return re.sub(r"[^A-Z0-9]", "", "".join(digits))


class MineForm(TypedForm):
    button = gettext_lazy("Show my appointment")
    number = forms.CharField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy(
            "Eight letters and digits, for example K7QM-42XD. "
            "It stands in every e-mail and on every paper from us."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
        error_messages={
            "required": gettext_lazy("Please write the number of your appointment."),
            "max_length": gettext_lazy("Please write only the number, eight letters and digits."),
        },
    )
    pin = forms.CharField(
        label=gettext_lazy("PIN"),
        help_text=gettext_lazy("Six digits. It stands beside the number."),
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy("Please write the PIN."),
            "max_length": gettext_lazy("Please write only the PIN, six digits."),
        },
    )

    def clean_number(self) -> str:
        number = letters_and_digits(self.cleaned_data["number"])
        if len(number) > NUMBER_LENGTH:
            raise ValidationError(
                _(
                    "This is longer than a number. Is it the code from a letter? "
                    "Then go back and choose “I have an invitation or a code”."
                )
            )
        if len(number) < NUMBER_LENGTH:
            raise ValidationError(_("A number has eight letters and digits. Please look again."))
        return number

    def clean_pin(self) -> str:
        pin = letters_and_digits(self.cleaned_data["pin"])
        if len(pin) != CODE_DIGITS or not pin.isdecimal():
            raise ValidationError(_("Please write only the PIN, six digits."))
        return pin
