"""How long people wait for the first free date, service by service, against its own past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.availability import first_free
from booking.charts import Point, line
from booking.papers.tables import Table
from booking.papers.workbook import Value
from booking.running import (
    Look,
    ask_first,
    days_until,
    last_day,
    offered,
    weeks_back,
)
from booking.running.waiting_times import A_YEAR, WEEKS
from booking.views.caseworker.place import Place
from booking.views.manager.figures.figure import Figure, Shown, toward
from offices.models import Access, Offering
from offices.moments import day_in_words

KEY = "waiting-times"
BEFORE = 4  # weeks: with what is it compared
COMPARED = (1, 2, BEFORE, 8, 13, WEEKS, A_YEAR)
MOST = 12  # pictures that are open from the beginning


@dataclass(frozen=True)
class Wait:
    """How long people wait for a service: now, and by how many weeks ago it was."""

    offering: Offering
    days: int | None
    past: dict[int, Look]
    today: date
    until: date

    @property
    def order(self) -> tuple[bool, int]:
        """Nothing free first, then the longest."""
        return self.days is not None, -(self.days or 0)

    @property
    def name(self) -> str:
        return str(self.offering.service)

    def sentences(self, language: str) -> list[str]:
        return [self._now(language), *self._before()]

    def _now(self, language: str) -> str:
        if self.days is None:
            return _("Nothing is free until %(day)s.") % {"day": day_in_words(self.until, language)}
        if not self.days:
            return _("The first free date is today.")
        words = ngettext("People wait %(count)d day.", "People wait %(count)d days.", self.days)
        return words % {"count": self.days}

    def _before(self) -> Iterator[str]:
        look = self.past.get(BEFORE)
        if look and look.days is None:
            yield _("Four weeks ago nothing was free.")
        elif look and look.days is not None:
            words = ngettext(
                "Four weeks ago it was %(count)d day.",
                "Four weeks ago it was %(count)d days.",
                look.days,
            )
            yield words % {"count": look.days}

    def looks(self) -> list[Look | None]:
        """Week by week, the oldest first; what is free now comes last."""
        return [*(self.past.get(week) for week in range(WEEKS, 0, -1)), Look(self.today, self.days)]


@dataclass(frozen=True)
class Waits:
    """Of the services of an office, which were read with their `past`, in their order."""

    place: Place
    services: Sequence[Offering]

    @cached_property
    def all(self) -> list[Wait]:
        place, today = self.place, self.place.today
        rows = offered(place.office, self.services, today)
        found = first_free([ask_first(one, place.now) for one in rows], now=place.now)
        return [
            Wait(
                offering,
                days_until(first, today, place.office.zone),
                weeks_back(getattr(offering, "past", ())),
                today,
                last_day(offering, place.now),
            )
            for offering, first in zip(rows, found, strict=True)
        ]

    def figure(self) -> Figure:
        shown = [self._shown(one) for one in sorted(self.all, key=lambda one: one.order)]
        return Figure(
            KEY,
            _("How long people wait"),
            list(_sentences(self.all)),
            self.table() if shown else None,
            pictures=shown[:MOST],
            others=shown[MOST:],
            legend=[("none", _("nothing free"))] if _is_any_none(self.all) else [],
            notes=list(self._notes()),
        )

    def _notes(self) -> Iterator[str]:
        if self.all and not any(one.past for one in self.all):
            yield _("From tomorrow on you will see here how it changes.")
        if self.all:
            yield _("Days until the first free date, for one person. We look once a day, at noon.")

    def _shown(self, one: Wait) -> Shown:
        access = Access(one.offering.access)
        return Shown(
            key=f"wait-{one.offering.pk}",
            title=one.name,
            note="" if access is Access.OPEN else str(access.label),
            about=_("Days until the first free date, week by week"),
            sentences=one.sentences(self.place.language),
            picture=toward(line(_points(one.looks()), _days(self.place.today))),
        )

    def table(self) -> Table:
        """Of each service now and some weeks ago."""
        weeks = [*COMPARED]
        return Table(
            KEY,
            [_("Service"), _("now"), *map(_ago, weeks)],
            [[one.name, said(one.days), *(_then(one, week) for week in weeks)] for one in self.all],
        )

    def every_week(self) -> Table:
        """All that is kept of the last half year, to take along."""
        return Table(
            KEY,
            [_("Service"), _("Day"), _("Days until the first free date")],
            [
                [one.name, look.on, said(look.days)]
                for one in self.all
                for look in one.looks()
                if look
            ],
        )


def _sentences(waits: Sequence[Wait]) -> Iterator[str]:
    if not waits:
        yield _("This office offers nothing for which there are dates.")
        return
    none = sum(one.days is None for one in waits)
    longest = max((one for one in waits if one.days), key=lambda one: one.days or 0, default=None)
    if longest and longest.days:
        words = ngettext(
            "The longest wait is %(count)d day: %(service)s.",
            "The longest wait is %(count)d days: %(service)s.",
            longest.days,
        )
        yield words % {"count": longest.days, "service": longest.name}
    if none:
        words = ngettext(
            "For %(count)d service nothing is free.",
            "For %(count)d services nothing is free.",
            none,
        )
        yield words % {"count": none}
    if not none and not longest:
        yield _("Every service has a free date today.")


def _is_any_none(waits: Sequence[Wait]) -> bool:
    return any(look and look.days is None for one in waits for look in one.looks())


def _points(looks: Sequence[Look | None]) -> list[Point | None]:
    return [
        Point(one.days, f"{one.on:%d.%m.%Y}: {said(one.days)}") if one else None for one in looks
    ]


def _days(today: date) -> list[str]:
    """With marks that keep the last full stop in its place among words from the right."""
    return [f"\u200e{today - timedelta(weeks=week):%d.%m.}\u200e" for week in range(WEEKS, -1, -1)]


def _then(one: Wait, week: int) -> Value:
    look = one.past.get(week)
    return said(look.days) if look else None


def said(days: int | None) -> int | str:
    return _("nothing free") if days is None else days


def _ago(weeks: int) -> str:
    if weeks == A_YEAR:
        return _("a year ago")
    return ngettext("%(count)d week ago", "%(count)d weeks ago", weeks) % {"count": weeks}
