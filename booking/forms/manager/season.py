"""Another access on some days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.moments import day_field
from booking.forms.typed import TypedForm
from offices.models import Access


class SeasonForm(TypedForm):
    button = gettext_lazy("Save")
    first_day = day_field(
        capfirst(gettext_lazy("first day")),
        error_messages={"required": gettext_lazy("Please choose a day.")},
    )
    last_day = day_field(
        capfirst(gettext_lazy("last day")),
        error_messages={"required": gettext_lazy("Please choose a day.")},
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Access on these days"),
        choices=Access.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose an access.")},
    )

    def __init__(self, data: Any, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise ValidationError(_("This day is over."))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("first_day"), typed.get("last_day")
        if first and last and last < first:
            raise ValidationError({"last_day": _("The last day must not come before the first.")})
        return typed
