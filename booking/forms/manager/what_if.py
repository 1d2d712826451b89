"""What somebody would like to try: so many desks more, when, and for what."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.moments import clock_field, day_field
from booking.forms.typed import TypedForm
from booking.running import MoreDesks
from offices.models import Offering, Weekday
from offices.moments import day_in_words

MOST_DESKS = 20
OPENS, CLOSES = time(8), time(12)


class WhatIfForm(TypedForm):
    """`until` says of each offering up to which day dates open."""

    button: str | Promise = gettext_lazy("Try it out")
    desks = forms.IntegerField(
        label=gettext_lazy("How many more desks?"),
        min_value=1,
        max_value=MOST_DESKS,
        error_messages={
            name: gettext_lazy("Please write a number from 1 to 20.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which weekdays?"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one weekday.")},
    )
    opens = clock_field(
        gettext_lazy("From"), error_messages={"required": gettext_lazy("Please write from when.")}
    )
    closes = clock_field(
        gettext_lazy("To"), error_messages={"required": gettext_lazy("Please write until when.")}
    )
    first = day_field(gettext_lazy("From which day on?"))
    services = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For which services?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one service.")},
    )

    def __init__(
        self, data: Any, until: dict[Offering, date], *, today: date, language: str
    ) -> None:
        monday = today + timedelta(days=7 - today.weekday())
        every = [one.pk for one in until]
        usual = {"desks": 1, "opens": OPENS, "closes": CLOSES, "first": monday, "services": every}
        super().__init__(data, initial=usual)
        self.until, self.today, self.language = until, today, language
        choices = [(one.pk, str(one.service)) for one in until]
        self.fields["services"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        opens, closes, first = typed.get("opens"), typed.get("closes"), typed.get("first")
        if opens and closes and closes <= opens:
            raise ValidationError({"closes": _("The end must come after the beginning.")})
        if first and first < self.today:
            raise ValidationError({"first": _("This day is over.")})
        last = max((self.until[one] for one in self.chosen(typed)), default=None)
        if first and last and first > last:
            day = day_in_words(last, self.language)
            raise ValidationError(
                {
                    "first": _("Dates open until %(day)s. Please choose an earlier day.")
                    % {"day": day}
                }
            )
        return typed

    def chosen(self, typed: dict[str, Any]) -> list[Offering]:
        return [one for one in self.until if one.pk in typed.get("services", ())]

    def more_desks(self) -> MoreDesks:
        said = self.cleaned_data
        return MoreDesks(
            desks=said["desks"],
            weekdays=tuple(said["weekdays"]),
            opens=said["opens"],
            closes=said["closes"],
            first=said["first"],
        )
