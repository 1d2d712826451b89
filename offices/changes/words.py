"""The steps of a change as sentences, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from offices.changes.kinds import Values
from offices.changes.steps import Step, edits_of
from offices.closed import span_in_words
from offices.models import Audience, Change, Desk, Offering, Office, PeopleGroup, Weekday
from offices.moments import day_in_words
from offices.weekly import clocks, in_order


@dataclass(frozen=True)
class Told:
    """What is new, what it was before (either may be empty), and of which step."""

    title: str
    before: str
    after: str
    step: Step


class Names:
    """The names of an office's desks and services, also of desks that only the steps know."""

    def __init__(self, office: Office, steps: Iterable[Step]) -> None:
        self.zone = office.zone
        self.desks = dict(Desk.objects.filter(office=office).values_list("pk", "label"))
        planned = [step for step in steps if step.what == "desk" and step.now]
        self.desks |= {step.pk: step.now["label"] for step in planned if step.now}
        rows = Offering.objects.filter(office=office).select_related("service")
        self.offerings = {one.pk: str(one.service) for one in rows}

    def of_desks(self, pks: list[int]) -> str:
        if not pks:
            return _("all desks")
        return ", ".join(sorted(self.desks.get(pk, "?") for pk in pks))

    def of_offerings(self, pks: list[int]) -> str:
        if not pks:
            return _("all services")
        return ", ".join(self.offerings.get(pk, "?") for pk in pks)


def told(change: Change) -> list[list[Told]]:
    """Press by press."""
    edits = edits_of(change)
    names = Names(change.office, [step for edit in edits for step in edit])
    return [[_told(step, names) for step in edit] for edit in edits]


def _told(step: Step, names: Names) -> Told:
    say = SAY[step.what]
    before = say(step.was, names) if step.was else ""
    after = say(step.now, names) if step.now else ""
    return Told(_title(step), before, after, step)


def _title(step: Step) -> str:
    new, changed, gone = TITLES[step.what]()
    if step.was is None:
        return new
    return gone if step.now is None else changed


TITLES: dict[str, Callable[[], tuple[str, str, str]]] = {
    "hours": lambda: (
        _("New opening hours"),
        _("Opening hours changed"),
        _("Opening hours taken away"),
    ),
    "closure": lambda: (_("New closure"), _("Closure changed"), _("Closure taken away")),
    "desk": lambda: (_("New desk"), _("Desk changed"), _("Desk taken away")),
    "responsible": lambda: (
        _("New responsibility for names"),
        _("Responsibility for names changed"),
        _("Responsibility for names taken away"),
    ),
    "address": lambda: (_("New address"), _("New address changed"), _("New address taken away")),
}


def _hours(values: Values, names: Names) -> str:
    opens, closes = (time.fromisoformat(values[one]) for one in ("opens", "closes"))
    parts = [
        f"{Weekday(values['weekday']).label} {clocks(opens, closes)}",
        str(Audience(values["audience"]).label),
        names.of_desks(values["desks"]),
        names.of_offerings(values["offerings"]),
        *_span(values),
    ]
    return " · ".join(parts)


def _span(values: Values) -> list[str]:
    first, last, weeks = values["valid_from"], values["valid_until"], values["every_weeks"]
    said = []
    if first and first == last:
        said.append(_("only on %(day)s") % {"day": _day(first)})
    elif first:
        said.append(_("from %(day)s") % {"day": _day(first)})
    if last and first != last:
        said.append(_("until %(day)s") % {"day": _day(last)})
    said += _kept_back(values["opens_to_public_before"])
    if weeks > 1:
        every = ngettext("every %(count)d week", "every %(count)d weeks", weeks)
        said.append(every % {"count": weeks})
    return said


def _kept_back(days: int | None) -> list[str]:
    if not days:
        return []
    said = ngettext(
        "kept back until %(count)d day before", "kept back until %(count)d days before", days
    )
    return [said % {"count": days}]


def _day(value: str) -> str:
    return day_in_words(date.fromisoformat(value), get_language() or "de")


def _closure(values: Values, names: Names) -> str:
    begins, ends = (datetime.fromisoformat(values[one]) for one in ("starts_at", "ends_at"))
    span = span_in_words(begins, ends, names.zone, get_language() or "de")
    where = names.of_desks([values["desk_id"]]) if values["desk_id"] else _("the whole office")
    reason = values.get(f"reason_{get_language()}") or values["reason_de"] or ""
    state = [] if values["applies"] else [_("open in spite of it")]
    parts = (span.days, in_order(span.clock), where, reason, *state)
    return " · ".join(part for part in parts if part)


def _desk(values: Values, names: Names) -> str:
    last = values["valid_until"]
    ends = [_("in use until %(day)s") % {"day": _day(last)}] if last else []
    place = _("place %(number)d") % {"number": values["position"] + 1}
    serves = names.of_offerings(values["offerings"]) if values["offerings"] else _("no service")
    return " · ".join([values["label"], place, serves, *ends])


def _responsible(values: Values, names: Names) -> str:
    people = PeopleGroup(values["people"]).label
    return f"{names.desks.get(values['desk_id'], '?')} · {people} · {_letters(values)}"


def _letters(values: Values) -> str:
    return f"{values['surname_from']} – {values['surname_to']}"


def _address(values: Values, _names: Names) -> str:
    day = _("from %(day)s") % {"day": _day(values["since"])}
    name = values.get(f"name_{get_language()}") or values.get("name_de") or ""
    address = f"{values['street']}, {values['postal_code']} {values['city']}"
    return " · ".join(part for part in (name, address, day) if part)


SAY: dict[str, Callable[[Any, Names], str]] = {
    "hours": _hours,
    "closure": _closure,
    "desk": _desk,
    "responsible": _responsible,
    "address": _address,
}
