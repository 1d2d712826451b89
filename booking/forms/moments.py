"""Days and times of the clock, as browsers let people choose them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from booking.forms.wishes import YEARS

FAR_AWAY = _("This day is too far away. Please look at the year again.")
NEAR = [
    MinValueValidator(date(YEARS.start, 1, 1), message=FAR_AWAY),
    MaxValueValidator(date(YEARS.stop - 1, 12, 31), message=FAR_AWAY),
]


def day_field(label: Any, **options: Any) -> forms.DateField:
    options.setdefault("error_messages", {})
    options["error_messages"].setdefault("required", _("Please choose a day."))
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=NEAR, **options)


def clock_field(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)
