"""Opening hours as managers type them: one weekly stretch, or a whole day or week copied."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from booking.forms.folded import FoldedChoices
from booking.forms.manager.offered import by_group
from booking.forms.moments import clock_field, day_field
from booking.forms.typed import TypedForm
from offices.changes.kinds import Values
from offices.models import Audience, Office, Weekday

PREVIEW = gettext_lazy("Go on to the preview")
MOST_WEEKS = 8
ORDER = (
    "opens",
    "closes",
    "audience",
    "kept_back",
    "since",
    "valid_until",
    "every_weeks",
    "desks",
    "offerings",
)
NONE_IS_ALL = gettext_lazy("Choose none to mean all.")
SINCE = gettext_lazy("Empty means: from today on. Before that day everything stays as it was.")


class SinceForm(TypedForm):
    """What is typed counts from a day on; `today` is the office's."""

    button: str | Promise = PREVIEW
    since = day_field(gettext_lazy("From which day on?"), required=False, help_text=SINCE)

    def __init__(self, data: Any, office: Office, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.office, self.today = office, today

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"] or self.today
        if since < self.today:
            raise ValidationError(_("This day is over. Please choose today or a later one."))
        return since


class StretchForm(SinceForm):
    """What hours of one weekday and of several have in common."""

    opens = clock_field(
        gettext_lazy("From"), error_messages={"required": gettext_lazy("Please write from when.")}
    )
    closes = clock_field(
        gettext_lazy("To"), error_messages={"required": gettext_lazy("Please write until when.")}
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("For whom?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose for whom.")},
    )
    desks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("At which desks?"),
        coerce=int,
        required=False,
        help_text=NONE_IS_ALL,
        widget=forms.CheckboxSelectMultiple,
    )
    offerings = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For which services?"),
        coerce=int,
        required=False,
        help_text=NONE_IS_ALL,
        widget=FoldedChoices(gettext_lazy("all services")),
    )
    valid_until = day_field(
        gettext_lazy("Until which day?"),
        required=False,
        help_text=gettext_lazy("Empty means: until somebody changes it."),
    )
    every_weeks = forms.TypedChoiceField(
        label=gettext_lazy("How often?"),
        coerce=int,
        required=False,
        empty_value="1",
        help_text=gettext_lazy("Weeks are counted from the first day on."),
    )

    kept_back = forms.IntegerField(
        label=gettext_lazy("Keep back: everybody may book only so many days before"),
        help_text=gettext_lazy(
            "Until then the times are for people with an invitation, for urgent matters and for "
            "staff. Empty means: not kept back."
        ),
        min_value=1,
        max_value=365,
        required=False,
    )

    def __init__(self, data: Any, office: Office, *, today: date, **options: Any) -> None:
        super().__init__(data, office, today=today, **options)
        self._offer("desks", [(one.pk, one.label) for one in office.desks.all()])
        self._offer("offerings", by_group(office, today, self.initial.get("offerings", ())))
        self._offer("every_weeks", [(n, _often(n)) for n in range(1, MOST_WEEKS + 1)])

    @property
    def weekdays(self) -> list[int]:
        """Those that were chosen; empty while none makes sense."""
        raise NotImplementedError

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        opens, closes = typed.get("opens"), typed.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The end must come after the beginning."))
        if typed.get("kept_back") and typed.get("audience") != Audience.PUBLIC:
            said = _("Only hours for everybody can be kept back. Leave this empty.")
            self.add_error("kept_back", said)
        since, until = typed.get("since"), typed.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", _("The last day must not come before the first."))
        elif since and until:
            self._check_that_it_happens(since, until)
        return typed

    def _check_that_it_happens(self, since: date, until: date) -> None:
        """At least once between the two days."""
        span = {
            (since + timedelta(days=n)).weekday() for n in range(min((until - since).days, 6) + 1)
        }
        if not span & set(self.weekdays or span):
            self.add_error("valid_until", _("None of these weekdays lies between the two days."))

    def values(self) -> Values:
        """As steps hold them, without the weekday and the first day."""
        said = self.cleaned_data
        return {
            "opens": said["opens"].isoformat(),
            "closes": said["closes"].isoformat(),
            "audience": said["audience"],
            "desks": sorted(said["desks"]),
            "offerings": sorted(said["offerings"]),
            "valid_until": said["valid_until"] and said["valid_until"].isoformat(),
            "every_weeks": said["every_weeks"],
            "opens_to_public_before": said["kept_back"],
        }


class HoursForm(StretchForm):
    on_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekdays"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose a weekday.")},
    )
    field_order = ("on_days", *ORDER)

    @property
    def weekdays(self) -> list[int]:
        return list(self.cleaned_data.get("on_days", ()))


class ChangeForm(StretchForm):
    """Of hours that are there already."""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a weekday.")},
    )
    field_order = ("weekday", *ORDER)

    @property
    def weekdays(self) -> list[int]:
        return [self.cleaned_data["weekday"]] if "weekday" in self.cleaned_data else []


def _often(weeks: int) -> str:
    if weeks == 1:
        return _("every week")
    return ngettext("every %(count)d week", "every %(count)d weeks", weeks) % {"count": weeks}


class EndForm(SinceForm):
    """From which day on these hours are no more."""


class CopyDayForm(SinceForm):
    source = forms.TypedChoiceField(
        label=gettext_lazy("Which day shall be copied?"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a weekday.")},
    )
    targets = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which days shall be like it?"),
        choices=Weekday.choices,
        coerce=int,
        help_text=gettext_lazy("What these days have now is replaced."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose a weekday.")},
    )
    field_order = ("source", "targets", "since")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if set(typed.get("targets", ())) == {typed.get("source", -1)}:
            self.add_error("targets", _("Please choose another day than the one to copy."))
        return typed


class CopyWeekForm(TypedForm):
    button: str | Promise = PREVIEW
    source = day_field(
        gettext_lazy("Which week shall be copied?"),
        help_text=gettext_lazy(
            "Any day of that week. Its opening hours are copied, its closures and public holidays "
            "are not."
        ),
    )
    first = day_field(gettext_lazy("First day on which these hours count"))
    last = day_field(
        gettext_lazy("Last day"),
        help_text=gettext_lazy("Afterwards everything is as it would have been."),
    )

    def __init__(self, data: Any, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today

    def clean_first(self) -> date:
        first: date = self.cleaned_data["first"]
        if first < self.today:
            raise ValidationError(_("This day is over. Please choose today or a later one."))
        return first

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("first"), typed.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day must not come before the first."))
        return typed
