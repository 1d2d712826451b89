"""Whose matter it is: the name as on the card or in the passport, and the date of birth."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.birth import Birth, BirthField
from booking.forms.typed import TypedForm, tidy
from booking.models import Attendee
from booking.reservations import Person

LONGEST = 120
TOO_LONG = gettext_lazy("This is too long. Please write at most %(limit_value)d characters.")


class NameField(forms.CharField):
    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = forms.TextInput({"autocomplete": autocomplete, "spellcheck": "false"})
        messages = {"max_length": TOO_LONG, **options.pop("error_messages", {})}
        super().__init__(
            max_length=LONGEST, widget=widget, error_messages=messages, empty_value="", **options
        )

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not any(map(str.isalpha, value)):
            raise ValidationError(_("Please write the name with letters."))


class PersonForm(TypedForm):
    family_name = NameField(
        label=gettext_lazy("Family name"),
        help_text=gettext_lazy("All family names, as in line 1 of the picture."),
        autocomplete="family-name",
        error_messages={"required": gettext_lazy("Please write the family name.")},
    )
    given_names = NameField(
        label=gettext_lazy("Given names"),
        help_text=gettext_lazy(
            "All given names, as in line 2 of the picture. "
            "Is there only one name on the card? Write it as family name, leave this empty."
        ),
        autocomplete="given-name",
        required=False,
    )
    birth = BirthField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy(
            "For example: 5 3 1990. "
            "If the passport has no day or no month, leave them empty or write 00."
        ),
    )
    file_number = forms.CharField(
        label=gettext_lazy("File number (Aktenzeichen), if you have one"),
        help_text=gettext_lazy("It stands on letters from the office. This may stay empty."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
        error_messages={"max_length": TOO_LONG},
    )

    @classmethod
    def of(cls, attendee: Attendee | None, data: Any) -> PersonForm:
        return cls(data, initial=_as_typed(attendee) if attendee else {})

    def clean_file_number(self) -> str:
        return tidy(self.cleaned_data["file_number"])

    @property
    def person(self) -> Person:
        typed, born = self.cleaned_data, self.cleaned_data["birth"]
        return Person(
            family_name=typed["family_name"],
            given_names=typed["given_names"],
            birth_year=born.year,
            birth_month=born.month,
            birth_day=born.day,
            file_number=typed.get("file_number", ""),
        )

    def doubt(self) -> str:
        names = [self.cleaned_data["family_name"], self.cleaned_data["given_names"]]
        if names == [self.initial.get("family_name"), self.initial.get("given_names")]:
            return ""  # looked at before
        if not all(map(is_latin, names)):
            return _(
                "Please write the name in Latin letters, as on the card or in the passport, "
                "if you can. If you cannot, just press Continue again."
            )
        if not names[1]:
            return _(
                "The given names are empty. "
                "If the card or passport has only one name, just press Continue again."
            )
        return ""


def is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())


def _as_typed(attendee: Attendee) -> dict[str, object]:
    return {
        "family_name": attendee.family_name,
        "given_names": attendee.given_names,
        "birth": Birth(attendee.birth_day, attendee.birth_month, attendee.birth_year),
        "file_number": attendee.file_number,
    }
