"""The question put to the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from booking.availability.release import Release
from offices.models import Audience, Offering
from offices.moments import midnight


@dataclass(frozen=True)
class Ask:
    """When could these offerings begin at this office, for a visit of `minutes`?

    `earliest` and `latest` are instants (UTC); a start lies in [earliest, latest). `desks` limits
    the answer to the desks responsible, `None` means any that serves all offerings. From `closes`
    on nobody is given anything, whoever asks.

    Hours that are kept back for n days count on days up to n after `released`, and where that is
    `None` at once: for people with an invitation, for staff and for urgent matters. With `ahead`
    only hours count that everybody may book so many days ahead. `release` says how days open for
    whoever has to wait for them.
    """

    office: int
    timezone: str
    grid_minutes: int
    offerings: tuple[int, ...]
    minutes: int
    earliest: datetime
    latest: datetime
    desks: tuple[int, ...] | None = None
    audiences: tuple[str, ...] = (Audience.PUBLIC,)
    closes: datetime | None = None
    released: date | None = None
    ahead: int | None = None
    release: Release | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def within(self, first: date, last: date) -> Ask:
        """Narrow the question to the office's days from `first` to `last`, both included."""
        begin, end = midnight(first, self.zone), midnight(last + timedelta(days=1), self.zone)
        return replace(self, earliest=max(self.earliest, begin), latest=min(self.latest, end))

    def on_grid(self) -> Ask:
        """The same question, equal for as long as no further start has become too early."""
        origin = midnight(self.earliest.astimezone(self.zone).date(), self.zone).astimezone(UTC)
        steps = -((origin - self.earliest) // timedelta(minutes=self.grid_minutes))
        return replace(self, earliest=origin + steps * timedelta(minutes=self.grid_minutes))

    def as_record(self, number: int) -> dict[str, Any]:
        """What the SQL reads, one record per question."""
        return {
            "n": number,
            "office": self.office,
            "tz": self.timezone,
            "step": f"{self.grid_minutes} minutes",
            "offerings": list(self.offerings),
            "length": f"{self.minutes} minutes",
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "desks": None if self.desks is None else list(self.desks),
            "audiences": list(self.audiences),
            "released": "infinity" if self.released is None else self.released.isoformat(),
            "ahead": self.ahead,
        }


def visit_minutes(items: Iterable[tuple[Offering, int]]) -> int:
    """Minutes a visit takes a desk.

    Each item takes its duration plus its minutes for every further person; the longest time to
    tidy up among the items comes once, at the end.
    """
    pairs = list(items)
    work = sum(offering.minutes(persons) for offering, persons in pairs)
    return work + max(offering.tidy_minutes for offering, _ in pairs)


def ask_for(
    items: Sequence[tuple[Offering, int]],
    *,
    now: datetime,
    desks: Iterable[int] | None = None,
    audiences: tuple[str, ...] = (Audience.PUBLIC,),
    at_once: bool = False,
) -> Ask:
    """Ask for one visit about all `items` (offering and persons) of one office.

    `at_once` is for staff and for people with an invitation: nothing is kept back from them, and
    they need not wait for the hour at which days open.
    """
    offerings = [offering for offering, _ in items]
    office = offerings[0].office
    return Ask(
        office=office.pk,
        timezone=office.timezone,
        grid_minutes=office.grid_minutes,
        offerings=tuple(sorted({offering.pk for offering in offerings})),
        minutes=visit_minutes(items),
        desks=None if desks is None else tuple(sorted(desks)),
        audiences=audiences,
        **_times(offerings, now, at_once=at_once),
    )


def _times(offerings: Sequence[Offering], now: datetime, *, at_once: bool) -> dict[str, Any]:
    """From when to when, and what of it counts."""
    release, closes = Release.of(offerings, now, at_once=at_once), _closes(offerings)
    horizon = _end_of(release.last_day, release.zone)
    return {
        "earliest": now + release.notice,
        "latest": min(horizon, closes or horizon),
        "closes": closes,
        "released": None if at_once or _is_urgent(offerings) else release.today,
        "release": None if at_once else release,
    }


def _is_urgent(offerings: Iterable[Offering]) -> bool:
    """What is kept back for urgent matters is for a visit about nothing else."""
    return all(offering.service.urgent for offering in offerings)


def _closes(offerings: Sequence[Offering]) -> datetime | None:
    """The end of the last day on which all of it is offered at the office."""
    office = offerings[0].office
    ends = [office.valid_until, *(offering.valid_until for offering in offerings)]
    return min((_end_of(day, office.zone) for day in ends if day), default=None)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return midnight(day + timedelta(days=1), zone)
