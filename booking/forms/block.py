"""When a desk is not to be used, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.moments import clock_field, day_field
from booking.forms.typed import TypedForm
from booking.models import Reservation
from booking.reservations import LONGEST_SERIES, Stretch, stretches
from offices.models import Desk


class DeskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscripts in Django
    def label_from_instance(self, obj: Desk) -> str:
        return obj.label


class BlockForm(TypedForm):
    button: str | Promise = gettext_lazy("Block")
    desk = DeskChoice(
        Desk.objects.none(),
        empty_label=gettext_lazy("Please choose"),
        label=gettext_lazy("Desk"),
        error_messages={"required": gettext_lazy("Please choose a desk.")},
    )
    day = day_field(
        gettext_lazy("Day"), error_messages={"required": gettext_lazy("Please choose a day.")}
    )
    begins = clock_field(
        gettext_lazy("From"), error_messages={"required": gettext_lazy("Please write from when.")}
    )
    ends = clock_field(
        gettext_lazy("To"), error_messages={"required": gettext_lazy("Please write until when.")}
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=Reservation.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a reason.")},
    )
    until = day_field(
        gettext_lazy("Every week until"),
        required=False,
        help_text=gettext_lazy("Empty: only this once. At most a year ahead."),
    )

    def __init__(
        self, data: Any, desks: Any, zone: ZoneInfo, *, today: date, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]
        self.zone, self.today = zone, today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise ValidationError(_("This day is over."))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        begins, ends = typed.get("begins"), typed.get("ends")
        if begins and ends and ends <= begins:
            raise ValidationError({"ends": _("The end must come after the beginning.")})
        until, day = typed.get("until"), typed.get("day")
        if until and day and until < day:
            raise ValidationError({"until": _("The last day must not come before the first.")})
        if until and day and until > day + LONGEST_SERIES:
            raise ValidationError({"until": _("At most a year ahead, please.")})
        return typed

    def stretches(self) -> list[Stretch]:
        said = self.cleaned_data
        begins, ends = (
            datetime.combine(said["day"], said[name], tzinfo=self.zone)
            for name in ("begins", "ends")
        )
        return stretches(begins, ends, said["until"])
