"""How days open to everybody: one after the other, at midnight or at the office's hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from offices.models import Offering
from offices.moments import day_at, midnight

A_DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Release:
    """So many `days` ahead are open, counted from `today`, the last day that counts as begun.

    Where `hour` is set a day counts from that hour of the office's clock on, not from midnight. A
    time is given so long before it, at the latest, as `notice` says.
    """

    zone: ZoneInfo
    hour: time | None
    days: int
    today: date
    notice: timedelta

    @classmethod
    def of(cls, offerings: Sequence[Offering], now: datetime, *, at_once: bool = False) -> Release:
        """For a visit about all of these, at one office: the nearest horizon, the strictest notice.

        `at_once` is for whoever needs not wait for the hour.
        """
        office = offerings[0].office
        zone, hour = office.zone, None if at_once else office.release_at
        day = day_at(now, zone)
        has_begun = hour is None or now >= begins(day, hour, zone)
        days = min(offering.horizon_days for offering in offerings)
        notice = timedelta(minutes=max(offering.notice_minutes for offering in offerings))
        return cls(zone, hour, days, day if has_begun else day - A_DAY, notice)

    @property
    def last_day(self) -> date:
        return self.today + self.days * A_DAY

    def opens(self, day: date, ahead: int) -> datetime:
        """When a day can be booked that is open so many days ahead."""
        return begins(day - ahead * A_DAY, self.hour, self.zone)


def begins(day: date, hour: time | None, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the day begins, or its `hour`, by the clock on the wall.

    Of two instants that the clock shows alike the second; for a time which it leaves out the
    moment of the change: as opening hours are read.
    """
    if hour is None:
        return midnight(day, zone).astimezone(UTC)
    wall = datetime.combine(day, hour)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if second.astimezone(zone).replace(tzinfo=None) == wall:
        return second
    return _first_after(wall, zone)


def _first_after(wall: datetime, zone: ZoneInfo) -> datetime:
    """Clocks change at a quarter of an hour, and leave out an hour at most."""
    late = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    late -= (late - datetime.min.replace(tzinfo=UTC)) % QUARTER
    quarters = (late - number * QUARTER for number in range(4))
    return min(one for one in quarters if one.astimezone(zone).replace(tzinfo=None) >= wall)
