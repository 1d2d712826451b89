"""The calendar of a day: a column for every desk, told anew when somebody has changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from booking import agenda, audit
from booking.availability import windows
from booking.availability.ask import midnight
from booking.models import Look
from booking.views.caseworker.filters import Filter
from booking.views.caseworker.place import DESK, Place, at_office, page
from booking.views.caseworker.poll import state_of
from booking.views.caseworker.wording import EMPTY, STATES, ShownEntry, not_wanted, shown
from offices.models import Closure, Desk
from offices.moments import clock_at, day_in_words

FORWARD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ShownCell:
    kind: str
    span: int
    word: str
    url: str
    label: str
    entries: list[ShownEntry]


@dataclass(frozen=True, slots=True)
class ShownRow:
    clock: str
    is_full_hour: bool
    is_now: bool
    cells: list[ShownCell]


@dataclass(frozen=True)
class DayPage:
    """Everything that the page of a day says; `day` is a day of the office's calendar."""

    place: Place
    day: date
    wanted: Filter

    all_desks: Sequence[Desk]

    @cached_property
    def desks(self) -> list[Desk]:
        """Those in use on the day, and of them what is wanted."""
        return [
            one
            for one in self.all_desks
            if (one.valid_until is None or self.day <= one.valid_until)
            and self.wanted.takes_desk(one.pk)
        ]

    @cached_property
    def midnight(self) -> datetime:
        return midnight(self.day, self.place.office.zone)

    @cached_property
    def entries(self) -> list[agenda.Entry]:
        after = midnight(self.day + FORWARD, self.place.office.zone)
        office = self.place.office.pk
        return agenda.entries_between(office, self.midnight, after, now=self.place.now)

    @cached_property
    def closures(self) -> list[str]:
        """Why the whole office is closed, or a part of the day; each reason once."""
        ends = self.midnight + FORWARD
        rows = Closure.objects.filter(
            office=self.place.office, applies=True, starts_at__lt=ends, ends_at__gt=self.midnight
        )
        reasons = [one.reason or _("closed") for one in rows if one.desk_id is None]
        return list(dict.fromkeys(reasons))

    @property
    def is_today(self) -> bool:
        return self.day == self.place.today

    def rows(self) -> list[ShownRow]:
        office = self.place.office
        day = agenda.Day(
            midnight=self.midnight,
            step=timedelta(minutes=office.grid_minutes),
            desks=[one.pk for one in self.desks],
            entries=self.entries,
            windows=windows(office.pk, self.day, self.day),
            now=self.place.now,
        )
        return [self._row(row) for row in agenda.rows_of(day)]

    def _row(self, row: agenda.Row) -> ShownRow:
        clock = clock_at(row.begins, self.place.office.zone)
        return ShownRow(clock, row.is_full_hour, row.is_now, [self._cell(one) for one in row.cells])

    def _cell(self, cell: agenda.Cell) -> ShownCell:
        if cell.entries:
            entries = [self._entry(one) for one in cell.entries]
            return ShownCell(entries[0].state, cell.span, "", "", "", entries)
        word, url = str(EMPTY[cell.kind]), self._booking_url(cell)
        clock = clock_at(cell.begins, self.place.office.zone)
        until = clock_at(cell.ends, self.place.office.zone)
        named = {"begins": clock, "ends": until, "desk": self._labels[cell.desk]}
        label = _("Book %(begins)s to %(ends)s at %(desk)s") % named if url else ""
        return ShownCell(cell.kind, cell.span, word, url, label, [])

    @cached_property
    def _labels(self) -> dict[int, str]:
        return {one.pk: one.label for one in self.desks}

    def _booking_url(self, cell: agenda.Cell) -> str:
        if cell.kind not in ("free", "internal"):
            return ""
        at = clock_at(cell.begins, self.place.office.zone)
        return f"{self._new}?day={self.day:%Y-%m-%d}&desk={cell.desk}&at={at}"

    @cached_property
    def _new(self) -> str:
        return self.place.path("new")

    def _entry(self, entry: agenda.Entry) -> ShownEntry:
        if not self.wanted.takes(entry):
            return not_wanted(entry)
        return shown(entry, self.place, is_today=self.is_today)

    def list(self) -> Iterator[tuple[str, ShownEntry]]:
        """What the filter takes, in order of time, each with its desk."""
        labels = self._labels
        for one in self.entries:
            if one.desk in labels and self.wanted.takes(one):
                yield labels[one.desk], shown(one, self.place, is_today=self.is_today)


@require_safe
@at_office(*DESK)
def today(request: HttpRequest, place: Place) -> HttpResponse:
    return _show(request, place, place.today, "day")


@require_safe
@at_office(*DESK)
def day(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    return _show(request, place, on, "day")


@require_safe
@at_office(*DESK)
def go(request: HttpRequest, place: Place) -> HttpResponse:
    """Lead to the day that was typed; to today, where it is no day."""
    try:
        return redirect(place.path("day", date.fromisoformat(request.GET.get("on", ""))))
    except ValueError:
        return redirect(place.path("today"))


@require_safe
@at_office(*DESK)
def as_list(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    return _show(request, place, on, "list")


@require_safe
@at_office(*DESK)
def changes(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    """The table alone, for a page that has asked whether something has changed (poll)."""
    return _show(request, place, on, "parts/table")


@gzip_page
def _show(request: HttpRequest, place: Place, on: date, name: str) -> HttpResponse:
    # Before the rest is read: what is shown may be newer than its name says, never older.
    seen, desks = state_of(place.office, on, place.now), list(place.office.desks.all())
    shown_day = DayPage(place, on, Filter(request.GET, place, desks), desks)
    if shown_day.entries:
        audit.note_look(place, Look.Page.DAY, audit.NAMES, day=on)
    return page(request, place, name, seen=seen, **_frame(shown_day, name))


def _frame(shown_day: DayPage, name: str) -> dict[str, Any]:
    place, on = shown_day.place, shown_day.day
    view = "list" if name == "list" else "day"
    return {
        "shown": shown_day,
        "rows": [] if view == "list" else shown_day.rows(),
        "title": day_in_words(on, place.language),
        "before": place.path(view, on - FORWARD),
        "after": place.path(view, on + FORWARD),
        "day_url": place.path("day", on),
        "list_url": place.path("list", on),
        "changes_url": place.path("changes", on),
        "wanted": shown_day.wanted,
        "is_list": view == "list",
        "signs": [(state.value, word) for state, word in STATES.items()],
        "place_is": "day",
    }
