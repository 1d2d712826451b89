"""The code of a letter: the number of the invitation and four more letters, typed as one."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.mine import LONGEST, letters_and_digits
from booking.forms.typed import TypedForm
from booking.keys import NUMBER_LENGTH

TAIL = 4


class LetterCodeForm(TypedForm):
    button = gettext_lazy("Open my invitation")
    code = forms.CharField(
        label=gettext_lazy("Code from the letter"),
        help_text=gettext_lazy(
            "Twelve letters and digits, for example K7QM-42XD-9F3G. "
            "Small letters, spaces and dashes make no difference."
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
            "required": gettext_lazy("Please write the code from the letter."),
            "max_length": gettext_lazy("Please write only the code, twelve letters and digits."),
        },
    )

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.wrapper_class = "code-field code-field--letter"
        return helper

    def clean_code(self) -> tuple[str, str]:
        """Return the number and the four letters behind it."""
        code = letters_and_digits(self.cleaned_data["code"])
        if len(code) == NUMBER_LENGTH:
            raise ValidationError(
                _(
                    "This is a number without the last four letters. Is there no code on your "
                    "paper, but a PIN? Then go back and choose “My appointment”."
                )
            )
        if len(code) != NUMBER_LENGTH + TAIL:
            raise ValidationError(_("A code has twelve letters and digits. Please look again."))
        return code[:NUMBER_LENGTH], code[NUMBER_LENGTH:]
