"""Days and times of the clock, as browsers let people choose them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def day_field(label: Any, **options: Any) -> forms.DateField:
    options.setdefault("error_messages", {})
    options["error_messages"].setdefault("required", _("Please choose a day."))
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def clock_field(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)
