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

from booking.forms.manager.moments import day_field
from booking.forms.typed import TypedForm
from booking.forms.visit import WordsField
from booking.impact import Decided, Group
from booking.impact.groups import possible_for
from booking.models import Affected
from offices.models import Change, Office

TWO_WEEKS, TEN_WEEKS = timedelta(days=14), timedelta(days=70)
A_YEAR = timedelta(days=366)
CLOSES = time(18)
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
        """Two weeks to say yes, ten weeks for the new appointment."""
        words = {
            f"words_{code}": getattr(change, f"words_{code}") or ""
            for code, _n in settings.LANGUAGES
        }
        said = change.decisions
        return {
            "reason": change.reason,
            "until": said.get("until") or today + TWO_WEEKS,
            "latest": said.get("latest") or today + TEN_WEEKS,
            **words,
        }

    @property
    def shown_at_once(self) -> list[BoundField]:
        return [self[name] for name in ("reason", "until", "latest")]

    @property
    def own_words(self) -> list[BoundField]:
        return [self[f"words_{code}"] for code, _name in settings.LANGUAGES]

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

    def write_to(self, change: Change) -> None:
        """What people are told stands with the change."""
        for name in ("reason", *(f"words_{code}" for code, _name in settings.LANGUAGES)):
            setattr(change, name, self.cleaned_data[name])
        change.save()

    def decided(self, for_people: Mapping[int, Decision]) -> Decided:
        until = datetime.combine(self.cleaned_data["until"], CLOSES, tzinfo=self.office.zone)
        return Decided(for_people, kept_until=until, latest=self.cleaned_data["latest"])


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
