"""One look for free times: what was asked for, and the words in which it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from booking.availability import Ask, ask_for, next_season, opens_later, while_unchanged
from booking.forms.wishes import Wish
from booking.views.citizen.expiry import earliest_day
from booking.views.free_times import A_DAY, DAYS_SHOWN, FreeTimes, last_day_of
from offices.models import Offering
from offices.moments import day_at
from offices.showcase import (
    ANNOUNCED,
    ShownAddress,
    ShownAuthority,
    ShownClosure,
    ShownOffering,
)


@dataclass(frozen=True)
class Search(FreeTimes):
    authority: ShownAuthority
    shown: ShownOffering
    offering: Offering
    wish: Wish

    @property
    def persons(self) -> int:
        return self.wish.persons or 1

    @property
    def items(self) -> list[tuple[Offering, int]]:
        return [(self.offering, self.persons)]

    @property
    def minutes(self) -> int:
        return self.offering.minutes(self.persons)

    @cached_property
    def whole(self) -> Ask:
        """Everything that is open for booking and not too early for this person."""
        ask = ask_for(self.items, now=self.now, desks=self.wish.desks)
        earliest = earliest_day(self.wish, self.authority)
        return ask.within(earliest, last_day_of(ask)) if earliest else ask

    @property
    def move(self) -> ShownAddress | None:
        """Where the office goes before the last day that is open, or soon in any case."""
        today = day_at(self.now, self.whole.zone)
        return self.shown.office.next_move(today, max(self.last_day, today + ANNOUNCED))

    def opens_later(self) -> bool:
        """Whether on the days that are shown more times open nearer to the day."""
        if not (self.shown.keeps_back and self.first_day):
            return False
        last = self.first_day + (DAYS_SHOWN - 1) * A_DAY
        ask = self.whole.within(self.first_day, last)
        return while_unchanged(
            "opens later", [ask], lambda: opens_later(ask, now=self.now), now=self.now
        )

    @property
    def closures(self) -> list[ShownClosure]:
        """What is closed until the last day on the page; where nothing is free, until the last."""
        begin = self.since or day_at(self.now, self.whole.zone)
        last = self.week.starts[-1].start if self.week.starts else None
        return self.shown.office.closed_between(
            begin, day_at(last, self.whole.zone) if last else self.last_day
        )

    def season(self) -> date | None:
        """The first day of the office's hours for this, whether or not it is open for booking."""
        return next_season(self.whole, day_at(self.now, self.whole.zone))
