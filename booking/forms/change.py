"""What a person may change by themselves after it was booked: one question on a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.code import CodeForm
from booking.forms.contact import ContactForm, HelpForm
from booking.forms.person import PersonForm
from booking.forms.typed import TypedForm

SAVE = gettext_lazy("Save")


class LanguageForm(TypedForm):
    button: str | Promise = SAVE
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do we write to you?"),
        help_text=gettext_lazy("German always stands below."),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a language.")},
    )


class PhoneForm(ContactForm):
    button: str | Promise = SAVE
    email = None  # type: ignore[assignment]

    def doubt(self) -> str:
        return ""


class NewEmailForm(ContactForm):
    phone = None  # type: ignore[assignment]

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = _("Please write the e-mail address.")


class NewEmailCodeForm(CodeForm):
    button = gettext_lazy("Use this address")
    seen = None  # type: ignore[assignment]


class NeedsForm(HelpForm):
    button: str | Promise = SAVE


class CorrectionForm(PersonForm):
    button: str | Promise = gettext_lazy("Tell the office")
    file_number = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors and all(typed[name] == self.initial.get(name) for name in self.fields):
            raise ValidationError(_("This is what we have already. Please write what is right."))
        return typed
