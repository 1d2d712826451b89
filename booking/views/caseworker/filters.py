"""Showing a part of the calendar: what was chosen stands in the address, and names nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from booking.agenda import Entry, State
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import STATES, language_name, matter_name
from offices.models import Desk, Offering

ALL = ("", _("all"))


class FilterForm(forms.Form):
    desk = forms.TypedChoiceField(label=_("Desk"), coerce=int, required=False)
    matter = forms.TypedChoiceField(label=_("Matter"), coerce=int, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[ALL, *((one.value, word) for one, word in STATES.items())],
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    alone = forms.BooleanField(label=_("Has nobody to translate"), required=False)

    def __init__(self, data: QueryDict, place: Place, desks: Sequence[Desk]) -> None:
        super().__init__(data, prefix=None)
        self.use_required_attribute = False
        self.fields["desk"].choices = [ALL, *((one.pk, one.label) for one in desks)]  # type: ignore[attr-defined]
        self.fields["matter"].choices = [ALL, *matters_of(place)]  # type: ignore[attr-defined]
        languages = [(code, language_name(code)) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = [ALL, *languages]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was chosen; an address that somebody mistyped chooses nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def matters_of(place: Place, desk: Desk | None = None) -> list[tuple[int, str]]:
    """By name; of one desk alone where one is given."""
    offered = (desk.offerings if desk else Offering.objects).filter(office=place.office)
    named = [(pk, matter_name(pk, place.language)) for pk in offered.values_list("pk", flat=True)]
    return sorted(named, key=lambda one: one[1])


class Filter:
    """What is wanted of the calendar, read from the address `given`."""

    def __init__(self, given: QueryDict, place: Place, desks: Sequence[Desk]) -> None:
        self.form = FilterForm(given, place, desks)
        self.wanted = self.form.wanted()
        self.now = place.now

    @property
    def query(self) -> str:
        """To be put behind an address: begins with a question mark, or is empty."""
        query = QueryDict(mutable=True)
        query.update({name: "on" if v is True else v for name, v in self.wanted.items()})
        return f"?{query.urlencode()}" if query else ""

    def takes_desk(self, desk: int) -> bool:
        return bool(self.wanted.get("desk", desk) == desk)

    def takes(self, entry: Entry) -> bool:
        """Whether it is all that is wanted."""
        said: dict[str, Callable[[Any], bool]] = {
            "matter": lambda chosen: chosen in (entry.offerings or ()),
            "state": lambda chosen: entry.state(self.now) is State(chosen),
            "language": lambda chosen: entry.language == chosen,
            "alone": lambda _chosen: entry.needs_translation,
        }
        return all(said[name](value) for name, value in self.wanted.items() if name in said)
