"""With which words a copy is sealed, and which days it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.typed import TypedForm

SHORTEST = 12
LONGEST = 127  # bytes; programs that open PDFs look at no more
TICKED = 2  # today and the day after are what a broken network takes away first


def _passphrase(label: Any, missing: Any, help_text: Any = "") -> forms.CharField:
    """Typed as it will be typed again, so nothing is cut off; the page never shows it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "auto"}),
        error_messages={"required": missing},
    )


class SealForm(TypedForm):
    button: str | Promise = gettext_lazy("Make the sealed copy")
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which days?"),
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please tick at least one day.")},
    )
    passphrase = _passphrase(
        gettext_lazy("Passphrase"),
        gettext_lazy("Please think of a passphrase."),
        gettext_lazy(
            "At least 12 characters: best some words that do not belong together. "
            "Keep it on paper in the safe, never beside the file. Nobody can open the file "
            "without it: this program does not keep it."
        ),
    )
    again = _passphrase(
        gettext_lazy("The same passphrase again"),
        gettext_lazy("Please type the passphrase a second time."),
    )

    def __init__(self, data: Any, days: Sequence[tuple[date, str]]) -> None:
        super().__init__(data, initial={"days": [str(day) for day, _words in days[:TICKED]]})
        self.fields["days"].choices = [(str(day), words) for day, words in days]  # type: ignore[attr-defined]

    def clean_passphrase(self) -> str:
        typed: str = self.cleaned_data["passphrase"]
        if len(typed) < SHORTEST:
            raise ValidationError(_("This is too short. Please take at least 12 characters."))
        if len(typed.encode()) > LONGEST:
            raise ValidationError(_("This is too long. Please take at most 120 characters."))
        return typed

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, again = typed.get("passphrase"), typed.get("again")
        if first and again and first != again:
            raise ValidationError({"again": _("The two are not the same. Please type both again.")})
        return typed
