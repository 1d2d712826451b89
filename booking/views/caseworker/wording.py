"""What stands in the cells of the calendar, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from booking.agenda import Entry, State
from booking.models import Need, Reservation, Visit
from booking.views.caseworker.place import Place
from offices import showcase
from offices.moments import clock_at
from offices.wording import in_words

STATES: dict[State, str | Promise] = {
    State.BLOCKED: gettext_lazy("blocked"),
    State.HELD: gettext_lazy("being booked"),
    State.BOOKED: gettext_lazy("booked"),
    State.LATE: gettext_lazy("not here yet"),
    State.HERE: gettext_lazy("here"),
    State.OVER: gettext_lazy("done"),
    State.MISSED: gettext_lazy("did not come"),
}
EMPTY: dict[str, str | Promise] = {
    "free": gettext_lazy("free"),
    "internal": gettext_lazy("free, only for staff"),
    "walk_in": gettext_lazy("without appointment"),
    "closed": gettext_lazy("closed"),
    "gone": gettext_lazy("stayed free"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A short sign beside a name: one of KERN's icons or some letters; and what it means."""

    icon: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry ready for reading; `state` names its look, `word` says the same."""

    anchor: str
    url: str
    clock: str
    name: str
    matter: str
    state: str
    word: str
    marks: list[Mark]


def shown(entry: Entry, place: Place, *, is_today: bool) -> ShownEntry:
    state, zone = entry.state(place.now), place.office.zone
    return ShownEntry(
        anchor=f"r{entry.reservation}",
        url=_url(entry, place, state),
        clock=f"{clock_at(entry.begins, zone)}–{clock_at(entry.ends, zone)}",
        name=entry.name or entry.spoken_number,
        matter=matter(entry.offerings or [], entry.persons or 1, place.language),
        state=state.value,
        word=_word(entry, state),
        marks=list(_marks(entry, place.language, is_today=is_today)),
    )


def not_wanted(entry: Entry) -> ShownEntry:
    """What the filter leaves out: only that the desk is taken."""
    return ShownEntry(f"r{entry.reservation}", "", "", "", "", "other", _("taken"), [])


def _url(entry: Entry, place: Place, state: State) -> str:
    if state is State.BLOCKED:
        return place.path("blocked", entry.reservation)
    if entry.booking is None or state is State.HELD:
        return ""
    return place.path("appointment", entry.booking)


def _word(entry: Entry, state: State) -> str:
    if state is State.BLOCKED and entry.reason:
        return str(Reservation.Reason(entry.reason).label)
    if state is State.OVER and entry.result:
        return str(Visit.Result(entry.result).label)
    return str(STATES[state])


def matter(offerings: Iterable[int], persons: int, language: str) -> str:
    names = [matter_name(one, language) for one in offerings]
    said = ", ".join(names)
    return f"{said} × {persons}" if persons > 1 else said


def matter_name(offering: int, language: str) -> str:
    return in_words(vars(showcase.offering_row(offering).service), "name", language)


def _marks(entry: Entry, language: str, *, is_today: bool) -> Iterable[Mark]:
    if not entry.name:
        return
    if entry.language and entry.language != language:
        yield Mark("", entry.language.upper(), language_name(entry.language))
    if entry.needs_translation:
        yield Mark("language", "", _("has nobody to translate"))
    if is_today:
        yield from (Mark("info", "", str(Need(need).label)) for need in entry.needs or ())
    if entry.is_clashed:
        yield Mark("warning", "", _("something is to be settled"))


def language_name(code: str) -> str:
    """As somebody says it in the language of the page."""
    return str(get_language_info(code)["name_translated"])
