"""Calendars drawn at random, each from its number, so that any of them can be drawn again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.booking.availability.oracle import Calendar, Closed, Desk, Hours, Offer, Taken, Visit

ZONES = (
    ["Europe/Berlin"] * 10
    + ["Australia/Lord_Howe"] * 3
    + ["Atlantic/Azores"] * 3
    + ["Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"]
)
# Last days of March and October, and those on which Lord Howe, St John's and Chatham change.
CHANGES = {
    "Australia/Lord_Howe": [(2026, 4, 5), (2026, 10, 4), (2027, 4, 4), (2027, 10, 3)],
    "America/St_Johns": [(2026, 3, 8), (2026, 11, 1)],
    "Pacific/Chatham": [(2026, 4, 5), (2026, 9, 27)],
    "Asia/Kathmandu": [(2026, 3, 29)],  # has no such day
}
EUROPE = [
    (2026, 3, 29),
    (2026, 10, 25),
    (2027, 3, 28),
    (2027, 10, 31),
    (2028, 3, 26),
    (2028, 10, 29),
]
DAYTIME = """
    08:00-12:00  08:30-16:00  13:00-17:00  07:30-18:00  14:00-15:30
    07:53-12:17  12:59-18:01  10:07-10:52  00:00-23:59
"""
NIGHT = """
    02:00-03:00  02:15-02:45  01:30-02:30  02:30-03:15  01:00-04:00
    00:00-06:00  00:30-01:10  00:05-00:50  02:05-05:55  22:00-23:59
"""
STATES = ("held", "expired", "booked", "attended", "missed", "cancelled", "lapsed")


def draw(number: int) -> Calendar:
    return _Drawing(Random(number)).calendar()


class _Drawing:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.zone = ZoneInfo(random.choice(ZONES))
        self.near_change = random.random() < 0.6
        self.today = self._today()
        self.now = self._moment(self.today, random.randint(0, 1439))
        self.days = random.randint(2, 6)
        self.desks: list[Desk] = []
        self.offers: dict[int, Offer] = {}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def _today(self) -> date:
        if self.near_change:
            change = self.random.choice(CHANGES.get(self.zone.key, EUROPE))
            return date(*change) - timedelta(days=self.random.randint(0, 3))
        return date(2026, 6, 1) + timedelta(days=self.random.randint(0, 30))

    def _moment(self, day: date, minutes: int) -> datetime:
        """A minute of that day; what the clock shows then does not matter."""
        midnight = datetime.combine(day, time.min, tzinfo=self.zone).astimezone(UTC)
        return midnight + timedelta(minutes=minutes)

    def _day(self, first: int = 0, last: int | None = None) -> date:
        ahead = self.random.randint(first, self.days if last is None else last)
        return self.today + timedelta(days=ahead)

    def _some(self, keys: list[int]) -> frozenset[int]:
        return frozenset(self.random.sample(keys, self.random.randint(1, len(keys))))

    def calendar(self) -> Calendar:
        self.offers = {key: self._offer(key) for key in range(self.random.randint(1, 3))}
        self.desks = [self._desk(key) for key in range(self.random.randint(1, 3))]
        visit = self._visit()
        drawn = Calendar(
            zone=self.zone,
            grid=self.random.choice([5, 10, 15]),
            now=self.now + timedelta(seconds=self.random.choice([0, 0, 17, 59.5])),
            desks=self.desks,
            offers=self.offers,
            hours=self._hours(),
            visit=visit,
            closed=self._closed(),
            valid_until=self._day() if self.chance(0.05) else None,
            release=self._release() if self.chance(0.5) else None,
        )
        return replace(drawn, taken=self._taken(drawn.now))

    def _offer(self, key: int) -> Offer:
        pick = self.random.choice
        return Offer(
            key=key,
            duration=pick([5, 10, 15, 20, 20, 30, 45, 60, 7, 90, 240]),
            further=pick([0, 0, 5, 10, 15]),
            tidy=pick([0, 0, 5, 3]),
            notice=pick([0, 60, 60, 90, 1440, 2000]),
            horizon=self.random.randint(self.days, 7),
            valid_until=self._day(1) if self.chance(0.12) else None,
            urgent=self.chance(0.2),
        )

    def _release(self) -> time:
        """Often the very minute that the clock shows now, or one beside it, or in the night."""
        if self.chance(0.2):
            return time(self.random.randint(0, 3), self.random.choice([0, 1, 15, 30, 59]))
        near = self.now + timedelta(minutes=self.random.choice([0, 0, 1, 1, -1, 240, 240]))
        return near.astimezone(self.zone).time()

    def _desk(self, key: int) -> Desk:
        keys = list(self.offers)
        return Desk(
            key=key,
            serves=frozenset(keys) if self.chance(0.85) else self._some(keys),
            valid_until=self._day(1) if self.chance(0.12) else None,
        )

    def _visit(self) -> Visit:
        wanted = self.random.sample(list(self.offers), 2 if self._wants_two() else 1)
        items = tuple((offer, self.random.choice([1, 1, 1, 2, 4])) for offer in wanted)
        audiences = self.random.choice(
            [("public",), ("public",), ("public",), ("public", "internal"), ("walk_in",)]
            if self.chance(0.4)
            else [("public",)]
        )
        return Visit(
            items=items,
            desks=self._some([desk.key for desk in self.desks]) if self.chance(0.25) else None,
            audiences=audiences,
            first=self._day(0, 2) if self.chance(0.2) else None,
            last=self._day(2) if self.chance(0.2) else None,
            waits=self.chance(0.85),
        )

    def _wants_two(self) -> bool:
        return len(self.offers) > 1 and self.chance(0.4)

    def _hours(self) -> list[Hours]:
        daily = [self._hour(weekday, DAYTIME) for weekday in range(7) if self.chance(0.75)]
        more = [self._hour(self.random.randint(0, 6), DAYTIME) for _ in range(2)]
        return daily + more + self._night_hours()

    def _night_hours(self) -> list[Hours]:
        if not self.chance(0.8 if self.near_change else 0.1):
            return []
        weekday = 6 if self.near_change else self.random.randint(0, 6)
        return [self._hour(weekday, NIGHT) for _ in range(self.random.randint(1, 2))]

    def _hour(self, weekday: int, times: str) -> Hours:
        opens, closes = map(time.fromisoformat, self.random.choice(times.split()).split("-"))
        every = self.random.choice([2, 3]) if self.chance(0.1) else 1
        seasonal = every > 1 or self.chance(0.1)
        begin = self.today - timedelta(days=self.random.randint(-3, 40))
        audience = self.random.choice(["internal", "walk_in"]) if self.chance(0.15) else "public"
        is_kept = audience == "public" and self.chance(0.35)
        return Hours(
            weekday=weekday,
            opens=opens,
            closes=closes,
            audience=audience,
            desks=self._some([d.key for d in self.desks]) if self.chance(0.15) else frozenset(),
            offers=self._some(list(self.offers)) if self.chance(0.12) else frozenset(),
            valid_from=begin if seasonal else None,
            valid_until=max(self._day(), begin) if self.chance(0.1) else None,
            every_weeks=every,
            kept=self.random.randint(1, 7) if is_kept else None,
        )

    def _closed(self) -> list[Closed]:
        closures = [self._closure(None) for _ in range(self.chance(0.2))]
        closures += [self._closure(desk.key) for desk in self.desks if self.chance(0.2)]
        return closures + [self._holiday() for _ in range(self.chance(0.3))]

    def _closure(self, desk: int | None) -> Closed:
        begins = self._moment(self._day(-1), self.random.randint(0, 1439))
        length = self.random.choice([7, 45, 120, 600, 2880])
        return Closed(begins, begins + timedelta(minutes=length), desk, applies=self.chance(0.85))

    def _holiday(self) -> Closed:
        day = self._day()
        ends = self._moment(day + timedelta(days=1), 0)
        return Closed(self._moment(day, 0), ends, applies=self.chance(0.9), holiday=day)

    def _taken(self, now: datetime) -> list[Taken]:
        return [
            taken
            for desk in self.desks
            for ahead in range(self.days + 1)
            if self.chance(0.5)
            for taken in self._day_at(desk.key, self._day(ahead, ahead), now)
        ]

    def _day_at(self, desk: int, day: date, now: datetime) -> list[Taken]:
        """One after the other, with rests; what takes no time any more may lie under others."""
        minutes = self.random.randint(0, 600)
        taken: list[Taken] = []
        while minutes < 1200 and len(taken) < 8:
            length = self.random.choice([5, 10, 20, 30, 45, 120, 13])
            begins = self._moment(day, minutes)
            state = self.random.choice(STATES)
            taken.append(self._reservation(desk, begins, length, state, now))
            moves_on = state not in {"missed", "cancelled", "lapsed"} or self.chance(0.5)
            minutes += self.random.choice([0, 0, 10, 20, 25, 90, 240]) + length * moves_on
        return taken

    def _reservation(
        self, desk: int, begins: datetime, length: int, state: str, now: datetime
    ) -> Taken:
        seconds = {"held": [1, 600], "expired": [0, -1, -900]}.get(state)
        return Taken(
            desk=desk,
            begins=begins,
            ends=begins + timedelta(minutes=length),
            status="held" if state == "expired" else state,
            expires=now + timedelta(seconds=self.random.choice(seconds)) if seconds else None,
        )
