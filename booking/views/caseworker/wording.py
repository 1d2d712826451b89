"""What stands in the cells of the calendar, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from booking.agenda import Entry, State
from booking.models import Booking, Need, Reservation, Talk, Visit
from booking.views.caseworker.place import Place
from offices import showcase
from offices.moments import from_to
from offices.wording import in_words

NOTHING = SafeString("")
STATES: dict[State, str | Promise] = {
    State.BLOCKED: gettext_lazy("blocked"),
    State.HELD: gettext_lazy("held for somebody"),
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
# As staff say what somebody chose for themselves in the first person.
TALKS: dict[str, str | Promise] = {
    Talk.GERMAN: gettext_lazy("speaks enough German"),
    Talk.BRINGS: gettext_lazy("brings an adult who translates"),
    Talk.NOBODY: gettext_lazy("has nobody to translate"),
}

# A short sign beside a name: one of KERN's icons, or some letters; and what it means.
ICON = '<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>'
LETTERS = '<span aria-hidden="true">{}</span>'
MARK = '<span class="mark" title="{1}">{0}<span class="kern-sr-only">{1}</span></span>'


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
    marks: SafeString


@dataclass(frozen=True)
class Reading:
    """How entries of a day read to whoever looks at them."""

    place: Place
    is_today: bool

    def __call__(self, entry: Entry) -> ShownEntry:
        state, zone = entry.state(self.place.now), self.place.office.zone
        return ShownEntry(
            anchor=f"r{entry.reservation}",
            url=self._url(entry, state),
            clock=from_to(entry.begins, entry.ends, zone),
            name=entry.name or ("" if state is State.HELD else entry.spoken_number),
            matter=matter(entry.offerings or [], entry.persons or 1, self.place.language),
            state=state.value,
            word=_word(entry, state),
            marks=SafeString("".join(self._marks(entry))) if entry.name else NOTHING,
        )

    def _url(self, entry: Entry, state: State) -> str:
        if state is State.BLOCKED:
            return f"{self._addresses['blocked']}{entry.reservation}/"
        if entry.booking is None or state is State.HELD:
            return ""
        return f"{self._addresses['appointment']}{entry.booking}/"

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """Up to the number of a row: to put an address together is dear, and days are long."""
        return {
            name: self.place.path(name, 0).removesuffix("0/") for name in ("appointment", "blocked")
        }

    def _marks(self, entry: Entry) -> Iterator[str]:
        if entry.language and entry.language != self.place.language:
            yield mark(LETTERS, entry.language.upper(), language_name(entry.language))
        if entry.needs_translation:
            yield mark(ICON, "language", str(TALKS[Talk.NOBODY]))
        if entry.needs and self.is_today:
            yield mark(ICON, "info", ", ".join(str(Need(one).label) for one in entry.needs))
        if entry.is_clashed:
            yield mark(ICON, "warning", _("something is to be settled"))


def talk_of(booking: Booking) -> str:
    """How we will understand each other; empty where nothing was said of it."""
    return str(TALKS[booking.talk]) if booking.talk else ""


def mark(sign: str, what: str, word: str) -> str:
    return MARK.format(sign.format(escape(what)), escape(word))


def not_wanted(entry: Entry) -> ShownEntry:
    """What the filter leaves out: only that the desk is taken."""
    return ShownEntry(f"r{entry.reservation}", "", "", "", "", "other", _("taken"), NOTHING)


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


def matter_of(booking: Booking, language: str) -> str:
    items = booking.items.all()
    persons = max((item.persons for item in items), default=1)
    return matter([item.offering_id for item in items], persons, language)


def matter_name(offering: int, language: str) -> str:
    return in_words(vars(showcase.offering_row(offering).service), "name", language)


def language_name(code: str) -> str:
    """As somebody says it in the language of the page."""
    return str(get_language_info(code)["name_translated"])
