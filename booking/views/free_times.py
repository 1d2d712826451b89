"""Free times for one question, a week at a time, in the words of the page."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.availability import (
    Ask,
    FreeStart,
    Opening,
    first_days,
    free_starts,
    next_openings,
    while_unchanged,
)
from offices.moments import clock_at, day_at, day_in_words

DAYS_SHOWN = 7  # from the first free day on
A_DAY = timedelta(days=1)
NEAREST = 6
TILE = (
    '<div class="tile"><input type="radio" name="start" value="{value}" id="{place}{value}">'
    '<label for="{place}{value}">{clock}</label></div>'
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its free starts, ready for the page."""

    label: str
    german: str
    count: str
    tiles: SafeString


@dataclass(frozen=True, slots=True)
class Week:
    """The first free day and the six after it: free starts, and as the page shows them."""

    starts: list[FreeStart]
    days: list[Day]


@dataclass(frozen=True, kw_only=True)
class FreeTimes:
    """`since` is the first day of the office's calendar the person wants to see."""

    now: datetime
    language: str
    since: date | None = None

    @property
    @abstractmethod
    def whole(self) -> Ask:
        """Everything that is open to this person."""

    @cached_property
    def week(self) -> Week:
        """What is free from the first free day on, of the days the person wants to see."""
        ask = self.whole.within(self.since, self.last_day) if self.since else self.whole
        what = ("week", self.language)
        return while_unchanged(what, [ask], lambda: self._look(ask), now=self.now)

    def _look(self, ask: Ask) -> Week:
        starts = first_days(ask, DAYS_SHOWN, now=self.now)
        return Week(starts, list(self._days(starts, "at-")))

    @property
    def first(self) -> datetime | None:
        return self.week.starts[0].start if self.week.starts else None

    @property
    def first_day(self) -> date | None:
        return day_at(self.first, self.whole.zone) if self.first else None

    @property
    def last_day(self) -> date:
        return last_day_of(self.whole)

    @property
    def searched(self) -> tuple[str, str]:
        """The first and the last day that were looked at, in words."""
        first = max(day_at(self.whole.earliest, self.whole.zone), day_at(self.now, self.whole.zone))
        return self.in_words(first), self.in_words(max(first, self.last_day))

    def in_words(self, day: date) -> str:
        return day_in_words(day, self.language)

    def next_week(self) -> date | None:
        """The day from which more may be free; None where the dates that are open end."""
        day = self.first_day
        later = day + DAYS_SHOWN * A_DAY if day else None
        return later if later and later <= self.last_day else None

    @cached_property
    def opening(self) -> Opening | None:
        """What opens next: of everything where nothing is free at all, else beyond the last day.

        None for somebody who need not wait, and where nothing opens within a year.
        """
        is_full = self.first is None and self.since is None
        ask = self.whole if is_full else replace(self.whole, earliest=self.whole.latest)
        return while_unchanged(
            "opening", [ask], lambda: next_openings([ask], now=self.now), now=self.now
        )[0]

    def opening_in_words(self) -> str:
        """When to look again; empty where nobody can say."""
        return opening_in_words(self.opening, self.whole.zone, self.language)

    def nearest(self, wanted: datetime) -> list[Day]:
        """The few free starts next to one that somebody else has just taken."""
        day = day_at(wanted, self.whole.zone)
        around = self.whole.within(day - A_DAY, day + DAYS_SHOWN * A_DAY - A_DAY)
        by_distance = sorted(
            free_starts(around, now=self.now), key=lambda free: abs(free.start - wanted)
        )
        return list(self._days(sorted(by_distance[:NEAREST], key=lambda free: free.start), "near-"))

    def _days(self, starts: Iterable[FreeStart], place: str) -> Iterator[Day]:
        """`place` tells apart tiles of the same start on one page."""
        zone = self.whole.zone
        for day, on_day in groupby(starts, key=lambda free: day_at(free.start, zone)):
            free_then = list(on_day)
            yield Day(
                label=self.in_words(day),
                german="" if self.language == "de" else day_in_words(day, "de"),
                count=ngettext("%(count)s free time", "%(count)s free times", len(free_then))
                % {"count": len(free_then)},
                tiles=_tiles(free_then, zone, place),
            )


def opening_in_words(opening: Opening | None, zone: ZoneInfo, language: str) -> str:
    if opening is None:
        return ""
    return _("New dates open on %(day)s at %(clock)s.") % {
        "day": day_in_words(day_at(opening.opens, zone), language),
        "clock": clock_at(opening.opens, zone),
    }


def last_day_of(ask: Ask) -> date:
    return day_at(ask.latest - timedelta(microseconds=1), ask.zone)


def _tiles(starts: Iterable[FreeStart], zone: ZoneInfo, place: str) -> SafeString:
    """Written here, not in a template: a week has hundreds. Digits only, nothing to escape."""
    times = ((start_value(free.start), clock_at(free.start, zone)) for free in starts)
    written = (TILE.format(value=value, clock=clock, place=place) for value, clock in times)
    return mark_safe("".join(written))  # noqa: S308


def start_value(start: datetime) -> str:
    return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
