"""Closures as managers type them: an office or some desks, from a day to a day, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from booking.forms.manager.hours import PREVIEW
from booking.forms.moments import clock_field, day_field
from booking.forms.typed import TypedForm, tidy
from offices.changes.days import Words, in_all_languages
from offices.changes.yearly import Typical, next_own_day, own_day
from offices.closed import MOMENT
from offices.models import Closure, Office
from offices.moments import day_at, day_in_words

OWN = "own"
DAY, LONGEST = timedelta(days=1), timedelta(days=366)
MOST_YEARS = 3
LANGUAGES = [code for code, _name in settings.LANGUAGES]
OWN_WORDS = [f"reason_{code}" for code in LANGUAGES]
ORDER = ("reason", *OWN_WORDS, "first", "last", "opens", "closes", "desks", "years")


class ReasonField(forms.CharField):
    """A few words on one line."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class SpanForm(TypedForm):
    """What new closures and those that are there have in common."""

    button: str | Promise = PREVIEW
    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=[*Typical.choices, (OWN, gettext_lazy("Another reason, in own words"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("People who look for a time read it in their language."),
        error_messages={"required": gettext_lazy("Please choose a reason.")},
    )
    first = day_field(
        gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("May stay empty for Rose Monday, Christmas Eve and New Year’s Eve."),
    )
    last = day_field(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Empty means: only this one day."),
    )
    opens = clock_field(
        gettext_lazy("From what time on the first day?"),
        required=False,
        help_text=gettext_lazy("Empty means: the whole day."),
    )
    closes = clock_field(gettext_lazy("Until what time on the last day?"), required=False)

    def __init__(self, data: Any, office: Office, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.office, self.today = office, today
        for code, name in settings.LANGUAGES:
            self.fields[f"reason_{code}"] = _own_words(code, name)
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("reason") == OWN and not typed.get("reason_de"):
            self.add_error("reason_de", _("Please write the reason in German."))
        if "first" in typed and "last" in typed and typed.get("reason"):
            self._settle_days(typed)
        return typed

    def _settle_days(self, typed: dict[str, Any]) -> None:
        reason = typed["reason"]
        typed["first"] = first = typed["first"] or next_own_day(reason, self.today)
        if first is None:
            self.add_error("first", _("Please choose a day."))
            return
        typed["last"] = last = typed["last"] or first
        wrong = self._wrong_day(reason, first) or self._wrong_end(first, last)
        if wrong:
            self.add_error("last" if last < first or last - first > LONGEST else "first", wrong)
        elif first == last and _is_turned(typed.get("opens"), typed.get("closes")):
            self.add_error("closes", _("The end must come after the beginning."))

    def _wrong_day(self, reason: str, first: date) -> str:
        only = own_day(reason, first.year)
        if only and only != first:
            said = _("In %(year)d this day is %(day)s.")
            return said % {"year": first.year, "day": day_in_words(only, get_language() or "de")}
        if first < self.today and first != self.initial.get("first"):
            return _("This day is over. Please choose today or a later one.")
        return ""

    def _wrong_end(self, first: date, last: date) -> str:
        if last < first:
            return _("The last day must not come before the first.")
        if last < self.today:
            return _("This day is over. Please choose today or a later one.")
        return _("A closure lasts a year at most.") if last - first > LONGEST else ""

    def span(self) -> tuple[datetime, datetime]:
        """On the office's wall clock."""
        said, zone = self.cleaned_data, self.office.zone
        begins = datetime.combine(said["first"], said["opens"] or time.min, tzinfo=zone)
        last = said["last"] if said["closes"] else said["last"] + DAY
        return begins, datetime.combine(last, said["closes"] or time.min, tzinfo=zone)

    def words(self) -> Words:
        if self.cleaned_data["reason"] == OWN:
            return {code: self.cleaned_data[f"reason_{code}"] for code in LANGUAGES}
        return in_all_languages(Typical(self.cleaned_data["reason"]).label)


def _is_turned(opens: time | None, closes: time | None) -> bool:
    return closes is not None and closes <= (opens or time.min)


def _own_words(code: str, name: str) -> ReasonField:
    german = gettext_lazy("Needed for own words; people read it where another language is missing.")
    return ReasonField(
        label=_("Own words: %(language)s") % {"language": name},
        max_length=200,
        required=False,
        help_text=german if code == "de" else "",
        widget=forms.TextInput({"lang": code, "dir": "auto"}),
    )


class ClosureForm(SpanForm):
    desks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which desks are closed?"),
        coerce=int,
        required=False,
        help_text=gettext_lazy("Choose none to close the whole office."),
        widget=forms.CheckboxSelectMultiple,
    )
    years = forms.TypedChoiceField(
        label=gettext_lazy("The same in the following years?"),
        coerce=int,
        required=False,
        empty_value="0",
        help_text=gettext_lazy("On the same date; Rose Monday moves with Easter."),
    )

    def __init__(self, data: Any, office: Office, *, today: date, **options: Any) -> None:
        super().__init__(data, office, today=today, **options)
        desks = [(desk.pk, desk.label) for desk in office.desks.all()]
        self.fields["desks"].choices = desks  # type: ignore[attr-defined]
        years = [(0, _("no, only once")), *((n, _years(n)) for n in range(1, MOST_YEARS + 1))]
        self.fields["years"].choices = years  # type: ignore[attr-defined]


def _years(years: int) -> str:
    if years == 1:
        return _("also next year")
    return _("also in the next %(count)d years") % {"count": years}


class ChangeClosureForm(SpanForm):
    """Of a closure that is there already; it stays with its desk."""

    @staticmethod
    def typed(closure: Closure) -> dict[str, Any]:
        """The closure as the form holds it."""
        zone = closure.office.zone
        words = {code: getattr(closure, f"reason_{code}") or "" for code in LANGUAGES}
        begins, ends = (at.astimezone(zone) for at in (closure.starts_at, closure.ends_at))
        return {
            "first": begins.date(),
            "last": day_at(closure.ends_at - MOMENT, zone),
            "opens": begins.time() if begins.time() != time.min else None,
            "closes": ends.time() if ends.time() != time.min else None,
            **_reason(words),
        }


def _reason(words: Mapping[str, str]) -> dict[str, str]:
    for one in Typical:
        if in_all_languages(one.label) == words:
            return {"reason": one.value}
    return {"reason": OWN, **{f"reason_{code}": text for code, text in words.items()}}


class EndClosureForm(TypedForm):
    button: str | Promise = PREVIEW


class OpenHolidayForm(TypedForm):
    button: str | Promise = PREVIEW
    open_reason = ReasonField(
        label=gettext_lazy("Why is the office open on this day?"),
        help_text=gettext_lazy(
            "For staff, in German. The usual hours of this weekday count then; other hours can be "
            "planned for the day."
        ),
        max_length=200,
        error_messages={"required": gettext_lazy("Please write why.")},
    )
