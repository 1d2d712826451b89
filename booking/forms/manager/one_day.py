"""One date that is different: the day, from, to; if wanted only somewhere or for something."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.folded import FoldedChoices
from booking.forms.manager.hours import NONE_IS_ALL, PREVIEW
from booking.forms.manager.offered import by_group
from booking.forms.moments import clock_field, day_field
from booking.forms.typed import TypedForm
from offices.models import Office


class OneDayForm(TypedForm):
    button: str | Promise = PREVIEW
    day = day_field(gettext_lazy("Which day?"))
    opens = clock_field(gettext_lazy("Open from"), required=False)
    closes = clock_field(gettext_lazy("Open until"), required=False)
    desks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Only at some desks?"),
        coerce=int,
        required=False,
        help_text=NONE_IS_ALL,
        widget=FoldedChoices(gettext_lazy("all desks")),
    )
    offerings = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Only for some services?"),
        coerce=int,
        required=False,
        help_text=gettext_lazy(
            "For example for collecting cards only. The usual hours of the day then stay as they "
            "are, and these come in addition. Choose none to mean all."
        ),
        widget=FoldedChoices(gettext_lazy("all services")),
    )

    def __init__(self, data: Any, office: Office, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today
        desks = [(desk.pk, desk.label) for desk in office.desks.all()]
        self.fields["desks"].choices = desks  # type: ignore[attr-defined]
        self.fields["offerings"].choices = by_group(office, today)  # type: ignore[attr-defined]

    @property
    def three(self) -> list[BoundField]:
        return [self[name] for name in ("day", "opens", "closes")]

    @property
    def folded(self) -> list[BoundField]:
        return [self["desks"], self["offerings"]]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise ValidationError(_("This day is over. Please choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not {"opens", "closes"} <= set(typed):
            return typed
        opens, closes = typed["opens"], typed["closes"]
        if bool(opens is None) is not bool(closes is None):
            missing = "opens" if opens is None else "closes"
            self.add_error(missing, _("Please write both times, or none to close."))
        elif opens is not None and closes <= opens:
            self.add_error("closes", _("The end must come after the beginning."))
        elif opens is None and typed.get("offerings"):
            said = _("A day is closed for all services. Choose none, or write both times.")
            self.add_error("offerings", said)
        return typed

    @property
    def times(self) -> tuple[time, time] | None:
        """None to close."""
        said = self.cleaned_data
        return (said["opens"], said["closes"]) if said["opens"] is not None else None
