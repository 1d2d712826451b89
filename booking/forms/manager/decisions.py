"""What becomes of people whose appointments a change touches, and what they are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.moments import day_field
from booking.forms.typed import TypedForm
from booking.forms.visit import WordsField
from booking.impact import Decided, Group
from booking.impact.groups import possible_for
from booking.models import Affected
from offices.changes.reasons import proposed_reason, proposed_words
from offices.changes.steps import steps_of
from offices.models import Change, Office

TWO_WEEKS, TEN_WEEKS = timedelta(days=14), timedelta(days=70)
A_YEAR = timedelta(days=366)
CLOSES = time(18)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
DAYS = ("until", "latest")
OF_PEOPLE = ("group-", "person-")  # how the page names what is chosen for them
Decision = Affected.Decision


class DecisionForm(TypedForm):
    """`group-<kind>` decides for a group, `person-<booking>` for one; the page writes these."""

    button: str | Promise = gettext_lazy("Save and tell people")
    reason = forms.ChoiceField(
        label=gettext_lazy("Why? All these people read this in their language:"),
        choices=Change.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a reason.")},
    )
    until = day_field(
        gettext_lazy("Times are kept for people until the evening of"),
        help_text=gettext_lazy(
            "Who has to choose again gets the next best free time kept so long; where that time "
            "comes earlier, until the day before it."
        ),
    )
    latest = day_field(
        gettext_lazy("Latest day of the new appointments"),
        help_text=gettext_lazy("Until then people can choose with their link."),
    )

    def __init__(self, data: Any, office: Office, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.office, self.today = office, today
        for code, name in settings.LANGUAGES:
            field = WordsField(missing="", label=name, required=False)
            field.widget.attrs |= {"lang": code}
            self.fields[f"words_{code}"] = field

    @staticmethod
    def proposed(change: Change, today: date) -> dict[str, Any]:
        """As it was typed before; else what suits the steps, two weeks to say yes, and ten weeks
        for the new appointment.
        """
        said, steps = change.decisions, steps_of(change)
        own = {code: getattr(change, f"words_{code}") or "" for code in LANGUAGES}
        words = own if "said" in said else proposed_words(steps)
        ahead = {name: day for name in DAYS if (day := said.get(name, "")) >= today.isoformat()}
        return {
            "reason": change.reason or proposed_reason(steps),
            "until": today + TWO_WEEKS,
            "latest": today + TEN_WEEKS,
            **ahead,
            **{f"words_{code}": text for code, text in words.items()},
        }

    @property
    def shown_at_once(self) -> list[BoundField]:
        return [self[name] for name in ("reason", "until", "latest")]

    @property
    def own_words(self) -> list[BoundField]:
        return [self[f"words_{code}"] for code in LANGUAGES]

    @property
    def has_own_words(self) -> bool:
        return any(field.value() or field.errors for field in self.own_words)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= self.today:
            raise ValidationError(_("Please choose a day from tomorrow on."))
        return until

    def clean_latest(self) -> date:
        latest: date = self.cleaned_data["latest"]
        if not self.today < latest <= self.today + A_YEAR:
            raise ValidationError(_("Please choose a day within the coming year."))
        return latest

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        until, latest = typed.get("until"), typed.get("latest")
        if until and latest and latest < until:
            self.add_error("latest", _("The latest day must not come before times are given back."))
        return typed

    def write_to(self, change: Change, said: Mapping[str, str]) -> None:
        """What people are told stands with the change, and what was `said` of them, as far as it is
        right already; nothing of a change that somebody has saved meanwhile.
        """
        typed, told = self.cleaned_data, ["reason", *(f"words_{code}" for code in LANGUAGES)]
        days = {name: typed[name].isoformat() for name in DAYS if name in typed}
        chosen = {k: said[k] for k in said if k.startswith(OF_PEOPLE) and said[k] in Decision}
        new = {name: typed[name] for name in told if name in typed}
        new["decisions"] = {**change.decisions, **days, "said": chosen}
        Change.objects.drafts().filter(pk=change.pk).update(**new)
        for name, value in new.items():
            setattr(change, name, value)

    def decided(self, for_people: Mapping[int, Decision]) -> Decided:
        until = kept_until(self.cleaned_data["until"], self.office)
        return Decided(for_people, kept_until=until, latest=self.cleaned_data["latest"])


def kept_until(day: date, office: Office) -> datetime:
    return datetime.combine(day, CLOSES, tzinfo=office.zone)


def said_for_group(said: Mapping[str, str], group: Group) -> Decision:
    """What was chosen for the group, else what is proposed."""
    chosen = said.get(f"group-{group.kind.value}", "")
    return Decision(chosen) if chosen in group.possible else group.proposed


def said_for_people(said: Mapping[str, str], groups: Iterable[Group]) -> dict[int, Decision]:
    """By booking: what was chosen for the person, else for the group."""
    found = {}
    for group in groups:
        for_all = said_for_group(said, group)
        for hit in group.hits:
            chosen = said.get(f"person-{hit.booking}", "")
            own = chosen in possible_for(hit)
            found[hit.booking] = Decision(chosen) if own else for_all
    return found
