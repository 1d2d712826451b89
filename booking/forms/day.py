"""A day typed in three parts, read as tolerantly as a person at the counter would."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.forms.kern import DATE_PARTS
from offices.showcase.search import fold

CENTURY = 2000
SHORTEST_NAME = 3  # letters of a month


class DayWidget(forms.MultiWidget):
    template_name = DATE_PARTS
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__(
            {
                part: forms.TextInput({"maxlength": 12, "autocomplete": "off"})
                for part in ("day", "month", "year")
            }
        )

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """Day, month and year; `first` and `last` are the years that make sense."""

    widget = DayWidget

    def __init__(self, *, first: int, last: int, **options: object) -> None:
        self.years = range(first, last + 1)
        parts = [forms.CharField(required=False, max_length=12) for _part in range(3)]
        super().__init__(parts, require_all_fields=False, **options)  # type: ignore[arg-type]

    def compress(self, data_list: list[str]) -> date | None:
        day, month, year = _spread(data_list)
        if not (day or month or year):
            return None
        if not (day and month and year):
            raise ValidationError(_("Please fill in day, month and year."))
        return self._exact(day, month, year)

    def _exact(self, day: str, month: str, year: str) -> date:
        try:
            found = date(_year(year), _month(month), int(day))
        except (ValueError, OverflowError) as error:
            message = _("This day does not exist: %(day)s. Please look at your document again.")
            raise ValidationError(message % {"day": f"{day}.{month}.{year}"}) from error
        if found.year not in self.years:
            raise ValidationError(_("Please check the year: %(year)s.") % {"year": found.year})
        return found


def _spread(parts: list[str]) -> tuple[str, str, str]:
    """Read a whole date that was typed or pasted into the first field."""
    day, month, year = (parts or ["", "", ""])[:3]
    pieces = re.split(r"[\s./-]+", day.strip(" ./-"))
    if len(pieces) == 3 and not month and not year:  # noqa: PLR2004
        return (pieces[2], pieces[1], pieces[0]) if len(pieces[0]) > 2 else tuple(pieces)  # type: ignore[return-value]  # noqa: PLR2004
    return day.strip(" ."), month.strip(" ."), year.strip(" .")


def _year(typed: str) -> int:
    return int(typed) + CENTURY if len(typed) <= 2 else int(typed)  # noqa: PLR2004


def _month(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    names = _month_names(get_language() or "de")
    begin = fold(typed)
    found = {number for name, number in names if name.startswith(begin)}
    if len(found) != 1 or len(begin) < SHORTEST_NAME:
        raise ValueError(typed)
    return found.pop()


@cache
def _month_names(language: str) -> list[tuple[str, int]]:
    """Names of the months as written in the person's language, in German and in English."""
    return [
        (fold(name), number)
        for locale in dict.fromkeys((language, "de", "en"))
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, locale=locale).items()
    ]
