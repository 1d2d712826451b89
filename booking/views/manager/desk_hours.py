"""When a desk is open, in a few lines: what counts now, what begins later, and what ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from offices.models import Audience, Desk, OpeningHours
from offices.moments import weekdays_in_words
from offices.weekly import validity

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A weekday (for whom, if not for everybody), from–to, and the days on which that counts."""

    day: str
    clocks: tuple[str, ...]
    validity: str


@dataclass(frozen=True, slots=True)
class Stretch:
    weekday: int
    audience: str
    opens: time
    closes: time
    weeks: int
    since: date
    until: date

    def is_continued_by(self, other: Stretch) -> bool:
        """The same times every week go on without a day between."""
        is_same = self.weeks == other.weeks == 1 and self.clock == other.clock
        return is_same and other.since <= self._day_after

    @property
    def clock(self) -> tuple[int, str, time, time]:
        return self.weekday, self.audience, self.opens, self.closes

    @property
    def _day_after(self) -> date:
        return self.until if self.until == date.max else self.until + DAY


def lines_of(desk: Desk, rules: Iterable[OpeningHours], today: date, language: str) -> list[Line]:
    """In the order of the week; of a weekday first what counts now."""
    found = _joined(_stretch(rule, today) for rule in rules if _is_at(rule, desk))
    by_line: dict[tuple[int, str, date, str], list[str]] = {}
    for one in sorted(found, key=_order):
        said = ", ".join(validity(_real(one.since), _real(one.until), one.weeks, today))
        clocks = by_line.setdefault((one.weekday, one.audience, one.since, said), [])
        clock = f"{one.opens:%H:%M}–{one.closes:%H:%M}"
        clocks += [clock] if clock not in clocks else []
    names = [long for _short, long in weekdays_in_words(language)]
    return [
        Line(_on(names[weekday], audience), tuple(clocks), said)
        for (weekday, audience, _since, said), clocks in by_line.items()
    ]


def _is_at(rule: OpeningHours, desk: Desk) -> bool:
    """Hours for some services count at the desks that serve one of them."""
    own, only = ({one.pk for one in rows.all()} for rows in (rule.desks, rule.offerings))
    serves = {one.pk for one in desk.offerings.all()}
    return (not own or desk.pk in own) and (not only or bool(only & serves))


def _stretch(rule: OpeningHours, today: date) -> Stretch:
    """What has begun already counts as though it always had: only its end is said."""
    begun = rule.valid_from is None or rule.valid_from <= today
    since = date.min if begun or rule.valid_from is None else rule.valid_from
    until, clock = rule.valid_until or date.max, (rule.opens, rule.closes)
    return Stretch(rule.weekday, rule.audience, *clock, rule.every_weeks, since, until)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """A change of something else from a day on leaves the times as they were: one line."""
    found: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: (one.clock, one.weeks, one.since)):
        if found and found[-1].is_continued_by(one):
            found[-1] = replace(found[-1], until=max(found[-1].until, one.until))
        else:
            found.append(one)
    return found


def _order(one: Stretch) -> tuple[int, str, date, time, time]:
    return one.weekday, _first_everybody(one.audience), one.since, one.opens, one.closes


def _first_everybody(audience: str) -> str:
    return "" if audience == Audience.PUBLIC else audience


def _real(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


def _on(day: str, audience: str) -> str:
    return day if audience == Audience.PUBLIC else f"{day} ({Audience(audience).label})"
