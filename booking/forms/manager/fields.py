"""Fields of managers' forms: those of a record, and the few that Django does not have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.request import WordsField
from booking.forms.wishes import number_of
from offices.policy.words import DAY, HOUR

MOST_REMINDERS, FIRST_REMINDER = 5, 60
UNITS = {
    1: gettext_lazy("minutes"),
    HOUR: gettext_lazy("hours"),
    DAY: gettext_lazy("days"),
}
YES, NO, UNKNOWN = "yes", "no", ""
NULL_BOOLEAN = {YES: True, NO: False, UNKNOWN: None}


def of(model: type[models.Model], name: str, **options: Any) -> forms.Field:
    """The field for a column of a record, with the label it has everywhere."""
    found: Any = model._meta.get_field(name)
    if isinstance(found, models.URLField):
        options["assume_scheme"] = "https"
    made: forms.Field = found.formfield(**options)
    return made


def words_of(model: type[models.Model], name: str, *, rows: int = 4, **options: Any) -> WordsField:
    """Some sentences in German, for a text of a record that may stay empty."""
    label: Any = of(model, name).label
    return WordsField(label=label, rows=rows, required=False, max_length=4000, **options)


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known."""

    def __init__(self, model: type[models.Model], name: str, **options: Any) -> None:
        choices = [
            (YES, gettext_lazy("Yes")),
            (NO, gettext_lazy("No")),
            (UNKNOWN, gettext_lazy("Not known")),
        ]
        super().__init__(
            label=of(model, name).label,
            choices=choices,
            coerce=NULL_BOOLEAN.get,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        known = {True: YES, False: NO, None: UNKNOWN}
        return known[value] if isinstance(value, bool | None) else value


class RemindersField(forms.CharField):
    """Days before an appointment, with commas between them; empty for none."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        parts = [part.strip() for part in str(value or "").split(",") if part.strip()]
        days = [number_of(part) or 0 for part in parts]
        if not all(1 <= one <= FIRST_REMINDER for one in days):
            raise ValidationError(
                _("Please write days between 1 and 60, with commas between them: 7, 1")
            )
        if len(set(days)) > MOST_REMINDERS:
            raise ValidationError(_("At most five reminders, please."))
        return sorted(set(days), reverse=True)

    def validate(self, value: Any) -> None:
        """No reminder is as good as some."""

    def run_validators(self, value: Any) -> None:
        """All is said in to_python."""
