"""A new address of the office, from a day on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.manager.closures import ReasonField
from booking.forms.manager.hours import PREVIEW
from booking.forms.moments import day_field
from booking.forms.typed import TypedForm
from booking.forms.visit import WordsField
from offices.changes.kinds import Values

GERMAN = "de"
FIVE_DIGITS = gettext_lazy("Please write the five digits of the postal code.")
WAYS = {
    "access_notes": gettext_lazy("How to get in"),
    "directions": gettext_lazy("How to get there"),
}


def _name(code: str, language: str) -> ReasonField:
    """Only needed where the name of the office tells of the old house."""
    help_text = gettext_lazy(
        "Only if the office has another name there. Empty: it keeps its name. People read the new "
        "one with the new address; staff read the name that stands on the page “Office”."
    )
    return ReasonField(
        label=_("New name of the office (%(language)s)") % {"language": language},
        max_length=200,
        required=False,
        help_text=help_text if code == GERMAN else "",
        widget=forms.TextInput({"lang": code, "dir": "auto"}),
    )


class HouseForm(TypedForm):
    button: str | Promise = PREVIEW
    since = day_field(gettext_lazy("First day at the new place"))
    street = forms.CharField(
        label=gettext_lazy("Street and number"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please write the street.")},
    )
    postal_code = forms.RegexField(
        r"^[0-9]{5}$",
        label=gettext_lazy("Postal code"),
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={
            "invalid": FIVE_DIGITS,
            "required": gettext_lazy("Please write the postal code."),
        },
    )
    city = forms.CharField(
        label=gettext_lazy("Town"),
        max_length=80,
        error_messages={"required": gettext_lazy("Please write the town.")},
    )

    def __init__(
        self, data: Any, *, today: date, taken: Collection[date] = (), **options: Any
    ) -> None:
        """`taken` are the days from which on the office has another address already."""
        super().__init__(data, **options)
        self.today, self.taken = today, taken
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = _name(code, language)
        for name, label in WAYS.items():
            for code, language in settings.LANGUAGES:
                words = WordsField(missing="", label=f"{label} ({language})", required=False)
                words.widget.attrs |= {"lang": code}
                self.fields[f"{name}_{code}"] = words

    @property
    def at_once(self) -> list[BoundField]:
        names = ["since", "street", "postal_code", "city", f"name_{GERMAN}"]
        return [self[name] for name in [*names, *(f"{way}_{GERMAN}" for way in WAYS)]]

    @property
    def in_other_languages(self) -> list[BoundField]:
        codes = [code for code, _name in settings.LANGUAGES if code != GERMAN]
        return [self[f"{name}_{code}"] for name in ("name", *WAYS) for code in codes]

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < self.today:
            raise ValidationError(_("This day is over. Please choose today or a later one."))
        if since in self.taken:
            raise ValidationError(_("Another address begins on this day. Please change that one."))
        return since

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not typed.get(f"name_{GERMAN}") and any(
            typed.get(f"name_{code}") for code, _language in settings.LANGUAGES
        ):
            self.add_error(f"name_{GERMAN}", _("Please write the new name in German too."))
        return typed

    def values(self) -> Values:
        return self.cleaned_data | {"since": self.cleaned_data["since"].isoformat()}
