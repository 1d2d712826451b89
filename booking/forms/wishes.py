"""What a person looks for, as it travels in the address until a time is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from booking.forms.day import DayField
from booking.keys import plain_letters
from booking.models import HeldDocument

YEARS = range(2000, 2101)  # outside, an address was tampered with
MOST_DESKS = 50
MOST_DIGITS = 18


class Need(TextChoices):
    """By which of the doors on the first page somebody came in."""

    URGENT = "urgent", _("It is urgent")
    ADVICE = "advice", _("I don’t know what I need")


@dataclass(frozen=True)
class Wish:
    doc: HeldDocument | None = None
    until: date | None = None
    need: Need | None = None
    persons: int | None = None
    desks: tuple[int, ...] | None = None
    since: date | None = None  # `from` in the address: the first day to look at

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Wish:
        """Read an address. What makes no sense counts as not said: it never is an error."""
        return cls(
            doc=_choice(HeldDocument, query.get("doc")),
            until=day_of(query.get("until")),
            need=_choice(Need, query.get("need")),
            persons=number_of(query.get("persons")),
            desks=_numbers(query.get("desks")),
            since=day_of(query.get("from")),
        )

    @property
    def fields(self) -> dict[str, str]:
        """What of it was said, as it stands in the address."""
        said = {
            "doc": self.doc,
            "until": self.until and self.until.isoformat(),
            "need": self.need,
            "persons": self.persons,
            "desks": self.desks and ",".join(map(str, self.desks)),
            "from": self.since and self.since.isoformat(),
        }
        return {name: str(value) for name, value in said.items() if value}

    @property
    def query(self) -> str:
        said = self.fields
        return f"?{urlencode(said)}" if said else ""

    def but(self, **changes: Any) -> Wish:
        return replace(self, **changes)


def _choice(choices: Any, value: str | None) -> Any:
    return choices(value) if value in choices.values else None


def day_of(value: str | None) -> date | None:
    """Of an address; None where it is none, or one that nobody means."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return None
    return day if day.year in YEARS else None


def number_of(value: str | None) -> int | None:
    """A number of an address or a form, from 1 on; None for anything else."""
    sensible = value and value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    return int(value) or None if sensible and value else None


def _numbers(value: str | None) -> tuple[int, ...] | None:
    found = [number_of(part) for part in (value or "").split(",")[:MOST_DESKS]]
    return tuple(number for number in found if number) if all(found) else None


class PlaceForm(forms.Form):
    place = forms.CharField(
        label=_("Your town or municipality"),
        help_text=_("Write the name as it stands on the town sign, for example Friedberg."),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "address-level2"}),
        error_messages={"required": _("Please write where you live.")},
    )


class DocumentForm(forms.Form):
    doc = forms.ChoiceField(
        label=_("What do you have?"),
        choices=HeldDocument.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    until = DayField(
        label=_("Until when is it valid?"),
        help_text=_("It stands on the card or in the passport. For example: 27 3 2027"),
        first=YEARS.start,
        last=YEARS.stop - 1,
        required=False,
    )

    @classmethod
    def was_sent(cls, query: Mapping[str, Any]) -> bool:
        return "until_day" in query

    def wish(self, so_far: Wish) -> Wish:
        doc = self.cleaned_data["doc"]
        kind = HeldDocument(doc) if doc else None
        return so_far.but(doc=kind, until=self.cleaned_data["until"])


class LettersForm(forms.Form):
    letters = forms.CharField(
        label=_("The first three letters of the family name"),
        help_text=_(
            "Of the person whose matter it is. Write them in Latin letters, as in the passport."
        ),
        max_length=40,
        widget=forms.TextInput(
            {"dir": "ltr", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "words"}
        ),
        error_messages={"required": _("Please write the first letters of the family name.")},
    )

    def clean_letters(self) -> str:
        letters = str(self.cleaned_data["letters"])
        if not plain_letters(letters):
            raise forms.ValidationError(_("Please write Latin letters, as in the passport."))
        return letters


class TimeForm(forms.Form):
    """The start somebody pressed: an instant. Whether it is free, the calendar says."""

    start = forms.CharField(max_length=40)

    def clean_start(self) -> datetime:
        try:
            start = datetime.fromisoformat(self.cleaned_data["start"])
        except ValueError as error:
            raise forms.ValidationError(_("Please choose a time.")) from error
        if start.tzinfo is None or start.year not in YEARS:
            raise forms.ValidationError(_("Please choose a time."))
        return start.astimezone(UTC)
