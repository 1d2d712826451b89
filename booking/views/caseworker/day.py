"""The calendar of a day: a column for every desk, told anew when somebody has changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from booking import agenda, audit
from booking.availability import windows
from booking.models import Look
from booking.views.caseworker.filters import Filter
from booking.views.caseworker.place import DESK, Place, at_office, page
from booking.views.caseworker.poll import state_of
from booking.views.caseworker.table import Table
from booking.views.caseworker.wording import STATES, Reading, ShownEntry, not_wanted
from offices.models import Closure, Desk
from offices.moments import day_in_words, midnight

FORWARD = timedelta(days=1)


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

    def rows(self) -> SafeString:
        office, labels = self.place.office, self._labels
        day = agenda.Day(
            midnight=self.midnight,
            step=timedelta(minutes=office.grid_minutes),
            desks=list(labels),
            entries=self.entries,
            windows=windows(office.pk, self.day, self.day),
            now=self.place.now,
        )
        return Table(self.place, self.day, labels, self._read_wanted).written(agenda.rows_of(day))

    @cached_property
    def _labels(self) -> dict[int, str]:
        return {one.pk: one.label for one in self.desks}

    @cached_property
    def _read(self) -> Reading:
        return Reading(self.place, self.is_today)

    def _read_wanted(self, entry: agenda.Entry) -> ShownEntry:
        return self._read(entry) if self.wanted.takes(entry) else not_wanted(entry)

    def list(self) -> Iterator[tuple[str, ShownEntry]]:
        """What the filter takes, in order of time, each with its desk."""
        labels = self._labels
        for one in self.entries:
            if one.desk in labels and self.wanted.takes(one):
                yield labels[one.desk], self._read(one)


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
        "rows": "" if view == "list" else shown_day.rows(),
        "title": day_in_words(on, place.language),
        "before": place.path(view, on - FORWARD),
        "after": place.path(view, on + FORWARD),
        "day_url": place.path("day", on),
        "list_url": place.path("list", on),
        "today_url": place.path("list", place.today) if view == "list" else place.path("today"),
        "changes_url": place.path("changes", on),
        "wanted": shown_day.wanted,
        "is_list": view == "list",
        "signs": [(state.value, word) for state, word in STATES.items()],
        "place_is": "day",
    }
