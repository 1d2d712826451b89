"""Changes drawn at random, each said twice: in steps, and as what is true on a day afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, time, timedelta
from random import Random
from typing import Any

from offices.changes import days, edits
from offices.changes.steps import Step, to_add, to_change
from offices.models import Closure, Desk, Office, OpeningHours
from tests.booking.availability.oracle import Closed, Hours, minute_of, moment
from tests.booking.impact.meaning import (
    Meaning,
    also,
    as_in_week,
    as_weekday,
    closed_of,
    closing,
    different,
    hours_of,
    instead,
    middle,
    serving,
    typed,
)
from tests.booking.impact.minutes import Town, week_of

DAY = timedelta(days=1)
Said = tuple[list[Step], Meaning] | None
NAMES = [
    "shorter",
    "longer",
    "internal",
    "walk_in",
    "kept_back",
    "for_some_services",
    "at_one_desk",
    "every_few_weeks",
    "end",
    "add",
    "copy_day",
    "copy_week",
    "one_day",
    "close",
    "open_again",
    "close_again",
    "other_closure",
    "end_of_a_desk",
    "desk_loses_a_service",
    "new_desk",
]


@dataclass(frozen=True)
class Edit:
    """`on` tells how the town is on a day once this is done, from how it is before."""

    name: str
    steps: list[Step]
    on: Meaning


class Drawing:
    """Draws what a manager may do with an office that is as the rows say."""

    def __init__(self, random: Random, office: Office, town: Town) -> None:
        self.random, self.office, self.town = random, office, town
        rows = OpeningHours.objects.filter(office=office).prefetch_related("desks", "offerings")
        self.rules = list(rows.order_by("pk"))
        self.desks = list(Desk.objects.filter(office=office).order_by("pk"))
        self.today = town.now.astimezone(office.zone).date()

    def edit(self, name: str) -> Edit | None:
        """None where the office has nothing of the kind."""
        found: Said = getattr(self, f"_{name}")() if self.rules else None
        return found and Edit(name, *found)

    # --- what is drawn ---------------------------------------------------------------------------
    def _rule(self) -> OpeningHours:
        """Mostly one that counts on the next days, on which people come."""
        near = [self.today + timedelta(days=ahead) for ahead in range(7)]
        soon = [rule for rule in self.rules if any(rule.fall_on(day) for day in near)]
        return self.random.choice(soon if soon and self.random.random() < 0.9 else self.rules)

    def _day(self, last: int = 16) -> date:
        return self.today + timedelta(days=self.random.randint(0, last))

    def _since(self) -> date | None:
        return self.random.choice([None, None, self.today, self._day(3), self._day()])

    def _clocks(self) -> tuple[time, time]:
        pair = self.random.choice(["08:00-10:00", "09:30-17:00", "13:00-15:30", "02:15-03:30"])
        opens, closes = map(time.fromisoformat, pair.split("-"))
        return opens, closes

    def _some_desks(self) -> list[int]:
        """None of them, for all; or one."""
        one = [self.random.choice(self.desks).pk]
        return self.random.choice([[], one, one, one])

    def _some_offers(self) -> list[int]:
        return [self.random.choice(sorted(self.town.calendar.offers))]

    # --- hours -----------------------------------------------------------------------------------
    def _changed(self, rule: OpeningHours, values: dict[str, Any]) -> Said:
        since, mine = self._since(), hours_of(rule)
        new = replace(mine, **typed(values))
        if "every_weeks" in values:
            new = replace(new, valid_from=since)
        return edits.change_hours(rule, values, since), instead(mine, [new], since)

    def _shorter(self) -> Said:
        rule = self._rule()
        return self._changed(rule, {"closes": middle(rule).isoformat()})

    def _longer(self) -> Said:
        return self._changed(self._rule(), {"opens": "00:00:00", "closes": "23:59:00"})

    def _internal(self) -> Said:
        return self._changed(self._rule(), {"audience": "internal", "opens_to_public_before": None})

    def _walk_in(self) -> Said:
        return self._changed(self._rule(), {"audience": "walk_in", "opens_to_public_before": None})

    def _kept_back(self) -> Said:
        public = [rule for rule in self.rules if rule.audience == "public"]
        if not public:
            return None
        days = self.random.choice([None, 1, 3])
        return self._changed(self.random.choice(public), {"opens_to_public_before": days})

    def _for_some_services(self) -> Said:
        return self._changed(self._rule(), {"offerings": self._some_offers()})

    def _at_one_desk(self) -> Said:
        return self._changed(self._rule(), {"desks": [self.random.choice(self.desks).pk]})

    def _every_few_weeks(self) -> Said:
        weekly = [rule for rule in self.rules if rule.every_weeks == 1 and not rule.valid_from]
        if not weekly:
            return None
        rule, since = self.random.choice(weekly), self._day(5)
        weeks = {"every_weeks": self.random.choice([2, 3])}
        new = replace(hours_of(rule), **weeks, valid_from=since)
        if rule.valid_until and rule.valid_until < since:
            new = replace(new, valid_from=None, every_weeks=1)
        return edits.change_hours(rule, weeks, since), instead(hours_of(rule), [new], since)

    def _end(self) -> Said:
        rule, since = self._rule(), self._since()
        return edits.end_hours(rule, since), instead(hours_of(rule), [], since)

    def _add(self) -> Said:
        opens, closes = self._clocks()
        values = {
            "opens": opens.isoformat(),
            "closes": closes.isoformat(),
            "audience": self.random.choice(["public", "public", "internal", "walk_in"]),
            "desks": self._some_desks(),
            "offerings": self.random.choice([[], self._some_offers()]),
            "valid_from": self._day().isoformat(),
            "every_weeks": self.random.choice([1, 1, 2]),
        }
        weekdays = self.random.sample(range(7), 2)
        new = [Hours(weekday=day, **typed(values)) for day in weekdays]
        return edits.add_hours(weekdays, values), also(new)

    def _copy_day(self) -> Said:
        source, *targets = self.random.sample(range(7), 3)
        since = self._since()
        steps = edits.copy_day(self.rules, source, targets, since)
        return steps, as_weekday(source, targets, since)

    def _copy_week(self) -> Said:
        monday, first = week_of(self.town, self.random.randint(0, 2)), self._day()
        last = first + timedelta(days=self.random.choice([0, 6, 13]))
        steps = edits.copy_week(self.rules, monday + DAY, first, last)
        return steps, as_in_week(monday, first, last)

    # --- days ------------------------------------------------------------------------------------
    def _one_day(self) -> Said:
        day, desks = self._day(6), self._some_desks()
        times = self.random.choice([None, self._clocks(), self._clocks()])
        only = sorted(self.town.calendar.offers)[:1] if times and day.day % 2 else []
        steps = days.one_day(self.office, self.rules, day, times, desks, only)
        return steps, different(day, times, desks, only)

    def _close(self) -> Said:
        begins = moment(minute_of(self._day(3), self._clocks()[0], self.office.zone))
        span = begins, begins + self.random.choice([timedelta(hours=2), DAY, 10 * DAY])
        desks = self._some_desks()
        closed = [Closed(*span, desk) for desk in desks or [None]]
        return days.close(span, desks, {"de": "Umbau"}), closing(closed)

    def _closures(self, **wanted: Any) -> Closure | None:
        rows = Closure.objects.filter(office=self.office, **wanted).order_by("pk")
        return self.random.choice([*rows]) if rows else None

    def _open_again(self) -> Said:
        """An end before its time; a public holiday is switched off."""
        if (closed := self._closures(applies=True)) is None:
            return None
        return days.end_closure(closed), closing([], without=closed_of(closed))

    def _close_again(self) -> Said:
        if (closed := self._closures(applies=False)) is None:
            return None
        return days.close_again(closed), closing([replace(closed_of(closed), applies=True)])

    def _other_closure(self) -> Said:
        if (closed := self._closures(holiday=None, applies=True)) is None:
            return None
        before, after = self.random.choice([(DAY, DAY), (-closed_for(closed) / 2, -timedelta(0))])
        span = closed.starts_at.astimezone(UTC) - before, closed.ends_at + after
        new = Closed(*span, closed.desk_id)
        steps = days.change_closure(closed, span, {"de": "Umzug"})
        return steps, closing([new], without=closed_of(closed))

    # --- desks -----------------------------------------------------------------------------------
    def _end_of_a_desk(self) -> Said:
        desk, last = self.random.choice(self.desks), self._day(3)
        values = {"valid_until": last.isoformat()}
        return [to_change("desk", desk, values)], serving(desk.pk, valid_until=last)

    def _desk_loses_a_service(self) -> Said:
        desk = self.random.choice(self.desks)
        served = sorted(desk.offerings.values_list("pk", flat=True))
        if not served:
            return None
        left = served[1:]
        steps = [to_change("desk", desk, {"offerings": left})]
        return steps, serving(desk.pk, serves=frozenset(left))

    def _new_desk(self) -> Said:
        offers = sorted(self.town.calendar.offers)
        label = f"neu {len(self.desks)}"
        step = to_add("desk", {"label": label, "position": 9, "offerings": offers})
        return [step], lambda town, _day: town


def closed_for(closed: Closure) -> timedelta:
    return closed.ends_at - closed.starts_at
