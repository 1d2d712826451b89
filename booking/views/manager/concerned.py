"""The people whom a change concerns, as the page shows them and asks about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booking import keys
from booking.forms.manager.decisions import said_for_group
from booking.impact import Foreseen, Group, Hit, groups_of
from booking.impact.groups import Kind, possible_for
from booking.models import Affected
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import language_name, matter_name
from offices.moments import day_at, day_in_words, from_to

Decision = Affected.Decision
# So many of a group are named with a choice of their own; the others follow the group.
NAMED = 100

TITLES: dict[Kind, str | Promise] = {
    Kind.ORDERED: _("Has a written order to come (Vorladung)"),
    Kind.MOVABLE: _("Another desk is free at the same time"),
    Kind.REACHED: _("No other desk for the matter is free then"),
    Kind.UNREACHED: _("No other desk for the matter is free then, and we have no e-mail address"),
}
HINTS: dict[Kind, str | Promise] = {
    Kind.ORDERED: _("The letter counts: these people must come. Let them choose again."),
    Kind.MOVABLE: _("Day and time stay. Each gets a short mail."),
    Kind.REACHED: _("Each gets a link by mail, and the next best free time is kept."),
    Kind.UNREACHED: _(
        "No mail reaches them. After saving you find their letters in the list of people."
    ),
}
CHOICES: dict[Decision, str | Promise] = {
    Decision.DESK: _("Other desk, same time"),
    Decision.AGAIN: _("Ask to choose again; a time is kept meanwhile"),
    Decision.CANCEL: _("Cancel, with the explanation below"),
    Decision.LEAVE: _("Leave as it is; it stays among what has to be settled"),
}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class ShownPerson:
    hit: Hit
    day: str
    clock: str
    matter: str
    language: str
    number: str
    desk: str
    other_desk: str
    url: str
    choices: list[Choice]


@dataclass(frozen=True)
class ShownGroup:
    kind: str
    title: str | Promise
    hint: str | Promise
    count: int
    choices: list[Choice]
    people: list[ShownPerson]

    @property
    def unnamed(self) -> int:
        return self.count - len(self.people)


def shown_groups(place: Place, found: Foreseen, said: Mapping[str, str]) -> list[ShownGroup]:
    desks = dict(place.office.desks.values_list("pk", "label"))
    return [_group(place, group, said, desks) for group in groups_of(found.hits)]


def _group(
    place: Place, group: Group, said: Mapping[str, str], desks: Mapping[int, str]
) -> ShownGroup:
    chosen = said_for_group(said, group)
    return ShownGroup(
        kind=group.kind.value,
        title=TITLES[group.kind],
        hint=HINTS[group.kind],
        count=len(group.hits),
        choices=[Choice(one.value, CHOICES[one], one is chosen) for one in group.possible],
        people=[_person(place, hit, said, desks) for hit in group.hits[:NAMED]],
    )


def _person(
    place: Place, hit: Hit, said: Mapping[str, str], desks: Mapping[int, str]
) -> ShownPerson:
    zone, chosen = place.office.zone, said.get(f"person-{hit.booking}", "")
    return ShownPerson(
        hit=hit,
        day=day_in_words(day_at(hit.begins, zone), place.language),
        clock=from_to(hit.begins, hit.ends, zone),
        matter=", ".join(matter_name(pk, place.language) for pk in hit.offerings),
        language=language_name(hit.language),
        number=keys.spoken(hit.number),
        desk=desks.get(hit.desk, ""),
        other_desk=desks.get(hit.other_desk or 0, ""),
        url=place.path("appointment", hit.booking),
        choices=[Choice(one.value, CHOICES[one], one.value == chosen) for one in possible_for(hit)],
    )
