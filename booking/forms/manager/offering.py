"""What an office sets for one of its services, subject by subject."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from booking.forms.manager.fields import (
    UNITS,
    RemindersField,
    of,
    words_of,
)
from booking.forms.manager.record import RecordForm
from booking.forms.moments import day_field
from offices.models import Access, Offering
from offices.models.provenance import Provenance
from offices.policy.words import DAY

LONGEST_VISIT, MOST_PERSONS = 480, 50
IN_GERMAN = gettext_lazy("In German. People read it on the page of the service.")


class TimeForm(RecordForm):
    title = gettext_lazy("How long, for how many")
    model = Offering
    names = ("duration_minutes", "minutes_per_further_person", "max_persons", "tidy_minutes")
    facts = {"minutes": ("duration_minutes", "minutes_per_further_person")}
    duration_minutes = of(Offering, "duration_minutes", min_value=1, max_value=LONGEST_VISIT)
    minutes_per_further_person = of(Offering, "minutes_per_further_person", max_value=LONGEST_VISIT)
    max_persons = of(Offering, "max_persons", min_value=1, max_value=MOST_PERSONS)
    tidy_minutes = of(
        Offering,
        "tidy_minutes",
        max_value=LONGEST_VISIT,
        help_text=gettext_lazy("The desk stays taken for so long after the visit."),
    )


class AccessForm(RecordForm):
    title = gettext_lazy("Who gets an appointment, and how")
    model = Offering
    names = ("access", "walk_in", "access_note")
    facts = {"access": ("access", "walk_in")}
    access = forms.ChoiceField(
        label=gettext_lazy("Access"), choices=Access.choices, widget=forms.RadioSelect
    )
    walk_in = of(Offering, "walk_in")
    access_note = words_of(Offering, "access_note", help_text=IN_GERMAN)


class BookingForm(RecordForm):
    title = gettext_lazy("When it can be booked")
    model = Offering
    names = ("notice_minutes", "horizon_days", "invited_internal", "reminder_days")
    facts = {"notice": ("notice_minutes",), "horizon": ("horizon_days",)}
    notice = forms.IntegerField(
        label=gettext_lazy("At least so long before"),
        min_value=0,
        max_value=DAY,
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), choices=UNITS.items(), coerce=int)
    horizon_days = of(
        Offering,
        "horizon_days",
        min_value=1,
        max_value=730,
    )
    invited_internal = of(Offering, "invited_internal")
    reminder_days = RemindersField(
        label=of(Offering, "reminder_days").label,
        help_text=of(Offering, "reminder_days").help_text,
        required=False,
    )

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        fields = ("horizon_days", "invited_internal", "reminder_days", "seen")
        helper.layout = Layout(Div("notice", "unit", css_class="inline-form"), *fields)
        return helper

    @classmethod
    def initial_of(cls, record: Provenance) -> dict[str, Any]:
        known = cls.known(record)
        minutes = known["notice_minutes"]
        unit = max((one for one in UNITS if minutes and minutes % one == 0), default=1)
        return known | {"notice": minutes // unit, "unit": unit}

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "notice_minutes": typed["notice"] * typed["unit"],
            **{name: typed[name] for name in self.names[1:]},
        }


class NoteForm(RecordForm):
    title = gettext_lazy("Note for people")
    model = Offering
    names = ("note",)
    note = words_of(Offering, "note", rows=8, help_text=IN_GERMAN)


class EndForm(RecordForm):
    title = gettext_lazy("Until when it is offered")
    model = Offering
    names = ("valid_until",)
    valid_until = day_field(
        capfirst(gettext_lazy("last day")),
        required=False,
        help_text=gettext_lazy(
            "The last day on which appointments for it can lie. Empty: no end is known."
        ),
    )


SUBJECTS: dict[str, type[RecordForm]] = {
    "time": TimeForm,
    "access": AccessForm,
    "booking": BookingForm,
    "note": NoteForm,
    "end": EndForm,
}
