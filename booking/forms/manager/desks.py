"""A desk as managers type it: its name, what it serves, and for which names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.folded import FoldedChoices
from booking.forms.manager.closures import ReasonField
from booking.forms.manager.hours import PREVIEW
from booking.forms.manager.offered import by_group
from booking.forms.moments import day_field
from booking.forms.typed import TypedForm
from booking.forms.wishes import number_of
from booking.keys import plain_letters
from offices.changes.desks import Letters, letters_of
from offices.changes.kinds import Values
from offices.models import Desk, Office, PeopleGroup

EMPTY_LINES, MOST_LINES = 2, 20
PLACE = {"inputmode": "numeric", "class": "kern-form-input__input--width-3"}


class DeskForm(TypedForm):
    """`lines` of letters: for whom, from, to; a line without letters is none."""

    button: str | Promise = PREVIEW
    label = ReasonField(
        label=gettext_lazy("Name of the desk"),
        help_text=gettext_lazy("As it stands on the door or on the sign, for example: Room 12."),
        max_length=80,
        error_messages={"required": gettext_lazy("Please write a name.")},
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place in the order"),
        help_text=gettext_lazy("Desks stand in this order on all pages."),
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(PLACE),
        error_messages={"required": gettext_lazy("Please write a number.")},
    )
    offerings = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which services?"),
        coerce=int,
        required=False,
        widget=FoldedChoices(gettext_lazy("no service")),
    )
    valid_until = day_field(
        gettext_lazy("In use until"),
        required=False,
        help_text=gettext_lazy(
            "Empty means: until somebody changes it. A desk is never deleted: it gets a last day."
        ),
    )

    def __init__(self, data: Any, office: Office, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today
        self.fields["offerings"].choices = by_group(office, today)  # type: ignore[attr-defined]
        for number in range(self._count()):
            self._add_line(number)

    def _count(self) -> int:
        """Never fewer than the desk has: a line that is not shown would be taken away."""
        shown = int(self.initial.get("lines", EMPTY_LINES))
        typed = number_of(self.data.get("lines")) if self.is_bound else None
        return min(typed or shown, max(shown, MOST_LINES))

    def _add_line(self, number: int) -> None:
        said = {"number": number + 1}
        people = [("", _("nobody in particular")), *PeopleGroup.choices]
        self.fields[f"people_{number}"] = forms.ChoiceField(
            label=_("Responsible for (%(number)d)") % said, choices=people, required=False
        )
        self.fields[f"first_{number}"] = _letters_field(_("Surnames from (%(number)d)") % said)
        self.fields[f"last_{number}"] = _letters_field(_("Surnames to (%(number)d)") % said)

    @property
    def lines(self) -> int:
        return self._count()

    @property
    def about(self) -> list[BoundField]:
        return [self[name] for name in ("label", "position", "offerings", "valid_until")]

    @property
    def by_line(self) -> list[list[BoundField]]:
        names = ("people", "first", "last")
        return [[self[f"{one}_{number}"] for one in names] for number in range(self._count())]

    def clean_valid_until(self) -> date | None:
        until: date | None = self.cleaned_data["valid_until"]
        if until and until < self.today and until != self.initial.get("valid_until"):
            raise ValidationError(_("This day is over. Please choose today or a later one."))
        return until

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for number in range(self._count()):
            self._clean_line(typed, number)
        return typed

    def _clean_line(self, typed: dict[str, Any], number: int) -> None:
        people, first, last = (typed.get(f"{one}_{number}") for one in ("people", "first", "last"))
        if not (people or first or last):
            return
        if not people:
            self.add_error(f"people_{number}", _("Please choose for whom."))
        if not first:
            self.add_error(f"first_{number}", _("Please write Latin letters."))
        if not last:
            self.add_error(f"last_{number}", _("Please write Latin letters."))
        if first and last and first > last:
            self.add_error(f"last_{number}", _("The first surname must not come after the last."))

    def letters(self) -> list[Letters]:
        return list(dict.fromkeys(self._letters()))

    def _letters(self) -> Iterator[Letters]:
        for number in range(self._count()):
            line = Letters(
                *(self.cleaned_data[f"{one}_{number}"] for one in ("people", "first", "last"))
            )
            if line.people:
                yield line

    def values(self) -> Values:
        said = self.cleaned_data
        return {
            "label": said["label"],
            "position": said["position"] - 1,
            "valid_until": said["valid_until"] and said["valid_until"].isoformat(),
            "offerings": sorted(said["offerings"]),
        }


class LettersField(forms.CharField):
    """The first letters of surnames, as they are compared: A, Doa."""

    def to_python(self, value: Any) -> str:
        return plain_letters(super().to_python(value) or "").capitalize()


def _letters_field(label: str) -> LettersField:
    attrs = {"class": "kern-form-input__input--width-3", "dir": "ltr", "autocomplete": "off"}
    return LettersField(
        label=label, max_length=20, required=False, widget=forms.TextInput(attrs=attrs)
    )


def typed_desk(desk: Desk) -> dict[str, Any]:
    """The desk as the form holds it."""
    found = [letters_of(row) for row in desk.responsibilities.all()]
    lines = {
        f"{name}_{number}": value
        for number, one in enumerate(found)
        for name, value in zip(("people", "first", "last"), one, strict=True)
    }
    return {
        "label": desk.label,
        "position": desk.position + 1,
        "valid_until": desk.valid_until,
        "offerings": [one.pk for one in desk.offerings.all()],
        "lines": len(found) + EMPTY_LINES,
        **lines,
    }
