"""A date of birth as passports have it: day, or day and month, may be unknown."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.day import DayWidget

OLDEST = 1900


class Birth(NamedTuple):
    day: int | None
    month: int | None
    year: int


class BirthWidget(DayWidget):
    def __init__(self) -> None:
        super().__init__()
        for widget, part in zip(self.widgets, Birth._fields, strict=True):
            widget.attrs["autocomplete"] = f"bday-{part}"

    def decompress(self, value: Any) -> list[int | None]:
        return list(value) if value else [None, None, None]


class BirthField(forms.MultiValueField):
    widget = BirthWidget
    default_error_messages = {
        "required": gettext_lazy("Please write the date of birth. The year is enough."),
        "incomplete": gettext_lazy("Please write the year of birth with four digits."),
    }

    def __init__(self, **options: Any) -> None:
        parts = [forms.CharField(required=part == "year", max_length=12) for part in Birth._fields]
        super().__init__(parts, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> Birth:
        day, month, year = map(_number, data_list)
        today = timezone.localdate()
        if not OLDEST <= year <= today.year:
            raise ValidationError(self.error_messages["incomplete"])
        if day and not month:
            raise ValidationError(_("Please write the month too, or leave the day empty."))
        if _first_day(day, month, year) > today:
            raise ValidationError(_("This date of birth lies in the future. Please check it."))
        return Birth(day or None, month or None, year)


def _number(typed: str) -> int:
    """Read a part; nothing, 0 and 00 mean that it is unknown, as in a passport."""
    digits = typed.strip(" .") or "0"
    if not digits.isdecimal():
        raise ValidationError(_("Please write the date of birth in numbers, for example 5 3 1990."))
    return int(digits)


def _first_day(day: int, month: int, year: int) -> date:
    try:
        return date(year, month or 1, day or 1)
    except (ValueError, OverflowError) as error:
        raise ValidationError(_("This day does not exist. Please check day and month.")) from error
