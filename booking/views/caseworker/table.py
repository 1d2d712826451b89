"""Writing the calendar's table.

Written here, not in a template: a day of twelve desks has hundreds of cells, and a template takes
ten times as long. Everything somebody typed is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from booking import agenda
from booking.agenda import State
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import EMPTY, ShownEntry
from offices.moments import clock_at

ROW = '<tr class="{kind}"><th scope="row"><time>{clock}</time>{now}</th>{cells}</tr>'
# Whoever follows a link to today stands here.
NOW = ' <span class="now__word" id="now">{}</span>'
CELL = '<td class="k k-{kind}"{rows}>{content}</td>'
ROWS = ' rowspan="{}"'
LINK, WORD = '<a href="{}" aria-label="{}">{}</a>', '<span class="k__word">{}</span>'
ENTRY = (
    '<div class="entry entry--{state}" id="{anchor}"><div class="entry__head">{head}{marks}</div>'
    "{matter}{foot}</div>"
)
# In the direction of the name: what does not fit is cut off at its end, not at its beginning.
NAMED, NAMELESS = '<a dir="auto" href="{}"><bdi>{}</bdi></a>', "<span>{1}</span>"
MATTER, FOOT = '<div class="entry__matter">{}</div>', '<div class="entry__foot">{} {}</div>'
BOOKABLE = ("free", "internal")


def _state(entries: list[ShownEntry]) -> str:
    """Of a cell: where somebody did not come and another has the rest of the time, the other's."""
    states = [one.state for one in entries]
    return next((one for one in states if one != State.MISSED.value), states[0])


@dataclass(frozen=True)
class Table:
    """The rows of a day; `read` makes an entry ready, `desks` are their labels."""

    place: Place
    day: date
    desks: Mapping[int, str]
    read: Callable[[agenda.Entry], ShownEntry]

    def written(self, rows: Iterable[agenda.Row]) -> SafeString:
        return SafeString("".join(map(self._row, rows)))

    def _row(self, row: agenda.Row) -> str:
        kinds = [name for name, so in (("hour", row.is_full_hour), ("now", row.is_now)) if so]
        return ROW.format(
            kind=" ".join(kinds),
            clock=clock_at(row.begins, self.place.office.zone),
            now=NOW.format(escape(_("now"))) if row.is_now else "",
            cells="".join(map(self._cell, row.cells)),
        )

    def _cell(self, cell: agenda.Cell) -> str:
        entries = [self.read(entry) for entry in cell.entries]
        return CELL.format(
            kind=_state(entries) if entries else cell.kind,
            rows=ROWS.format(cell.span) if cell.span > 1 else "",
            content="".join(map(written, entries)) if entries else self._empty(cell),
        )

    def _empty(self, cell: agenda.Cell) -> str:
        word = escape(self._words[cell.kind])
        if cell.kind not in BOOKABLE:
            return WORD.format(word)
        zone = self.place.office.zone
        begins, ends = clock_at(cell.begins, zone), clock_at(cell.ends, zone)
        named = {"begins": begins, "ends": ends, "desk": self.desks[cell.desk]}
        label = _("Book %(begins)s to %(ends)s at %(desk)s") % named
        url = f"{self._new}?day={self.day:%Y-%m-%d}&amp;desk={cell.desk}&amp;at={begins}"
        return LINK.format(url, escape(label), word)

    @cached_property
    def _new(self) -> str:
        return self.place.path("new")

    @cached_property
    def _words(self) -> dict[str, str]:
        return {kind: str(word) for kind, word in EMPTY.items()}


def written(entry: ShownEntry) -> str:
    said = entry.name or entry.word
    return ENTRY.format(
        state=entry.state,
        anchor=entry.anchor,
        head=(NAMED if entry.url else NAMELESS).format(entry.url, escape(said)),
        marks=entry.marks,
        matter=MATTER.format(escape(entry.matter)) if entry.matter else "",
        foot="".join(_foot(entry)),
    )


def _foot(entry: ShownEntry) -> Iterator[str]:
    if entry.clock:
        yield FOOT.format(escape(entry.word) if entry.name else "", entry.clock)
