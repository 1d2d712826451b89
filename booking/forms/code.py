"""The six digits from the mail."""

import re

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.typed import TypedForm
from booking.keys import CODE_DIGITS


class CodeForm(TypedForm):
    button = gettext_lazy("Book the appointment")
    code = forms.CharField(
        label=gettext_lazy("Code from the e-mail"),
        help_text=gettext_lazy("Six digits, for example 012345."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        ),
        error_messages={
            "required": gettext_lazy("Please write the code from the e-mail."),
            "max_length": gettext_lazy("Please write only the code, six digits."),
        },
    )

    # The time that stood on the page: another tab may have chosen another one since.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.wrapper_class = "code-field"
        return helper

    def clean_code(self) -> str:
        """Return ASCII digits, whatever keyboard they were typed on and however grouped."""
        typed = re.sub(r"[\s\W]", "", self.cleaned_data["code"])
        if len(typed) != CODE_DIGITS or not typed.isdecimal():
            raise ValidationError(_("Please write only the code, six digits."))
        return "".join(str(int(digit)) for digit in typed)
