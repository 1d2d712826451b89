"""What the preview of a drawn change says, held against the walk by the minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

from booking.impact import Foreseen, Hit
from tests.booking.impact.minutes import (
    Guest,
    Town,
    first_days,
    free_times,
    most,
    other_desks,
    outside,
    week_of,
)

FEW = 6  # of so many every way is tried out


@dataclass(frozen=True)
class Foretold:
    """How the town is before and would be after, and what the preview says of it.

    `after` is without the times that were only held and would be gone.
    """

    number: int
    before: Town
    after: Town
    hit: list[Guest]
    freed: list[Guest]
    said: Foreseen

    @classmethod
    def of(cls, number: int, before: Town, tried: Town, said: Foreseen) -> Foretold:
        new = outside(tried) - outside(before)
        concerned = [guest for guest in tried.guests if guest.booking in new]
        freed = [guest for guest in concerned if guest.taken.status == "held"]
        return cls(
            number=number,
            before=before,
            after=without(tried, freed),
            hit=[guest for guest in concerned if guest.taken.status == "booked"],
            freed=freed,
            said=said,
        )

    def compare(self) -> None:
        said = self.said
        assert [hit.booking for hit in said.hits] == [guest.booking for guest in in_order(self.hit)]
        kept = [guest for guest in self.freed if guest.is_kept]
        assert [hit.booking for hit in said.kept] == [g.booking for g in by_row(kept)]
        assert said.typing == len(self.freed) - len(kept)
        assert said.healed == len(outside(self.before) - outside(self.after_with_all))
        assert said.minutes == usual_minutes(self.before)
        for ahead in weeks_to_try(self.number):
            assert self._week(ahead) == counted(self, ahead), f"week {ahead}"
        firsts = first_days(self.before), first_days(self.after)
        different = [key for key in sorted(firsts[0]) if firsts[0][key] != firsts[1][key]]
        told = [(one.offering, one.before, one.after) for one in said.firsts]
        assert told == [(key, firsts[0][key], firsts[1][key]) for key in different]
        self._compare_desks()

    @property
    def after_with_all(self) -> Town:
        return replace(self.after, guests=[*self.after.guests, *self.freed])

    def _week(self, ahead: int) -> tuple[int, int, int, int]:
        week = self.said.weeks[ahead]
        assert week.begins == week_of(self.before, ahead)
        return week.before, week.staff_before, week.after, week.staff_after

    def _compare_desks(self) -> None:
        """Each is given a desk that could take them, none to two at once, and to no fewer than
        can be."""
        hits = {hit.booking: hit for hit in self.said.hits}
        possible = {guest.booking: other_desks(self.after, guest) for guest in self.hit}
        given = [hit for hit in hits.values() if hit.other_desk]
        assert all(hit.other_desk in possible[hit.booking] for hit in given)
        assert not [pair for pair in combinations(given, 2) if collide(*pair)]
        for guest in self.hit:
            if not hits[guest.booking].other_desk:
                taken = {hit.other_desk for hit in given if meet(hit, hits[guest.booking])}
                assert possible[guest.booking] <= taken
        if len(self.hit) <= FEW and self.are_alike:
            assert len(given) == most(self.after, self.hit)

    @property
    def are_alike(self) -> bool:
        """Whether those who meet come and go together."""
        pairs = combinations(self.hit, 2)
        return all(set(a.minutes).isdisjoint(b.minutes) or a.minutes == b.minutes for a, b in pairs)

    def features(self) -> Iterator[str]:
        said, weeks = self.said, self.said.weeks
        facts = {
            "somebody is hit": said.hits,
            "several are hit": len(said.hits) > 1,
            "somebody is hit who is there for two matters": any(
                len(guest.items) > 1 for guest in self.hit
            ),
            "a kept or offered time is gone": said.kept,
            "somebody types for a time that is gone": said.typing,
            "somebody was outside before": outside(self.before),
            "somebody fits again": said.healed,
            "another desk is possible": any(hit.other_desk for hit in said.hits),
            "no other desk is possible": any(not hit.other_desk for hit in said.hits),
            "the letters of the name decide": self.before.letters,
            "more times are free": any(week.gained > 0 for week in weeks),
            "fewer times are free": any(week.gained < 0 for week in weeks),
            "staff have other times": any(week.staff_gained for week in weeks),
            "a first free day is another": said.firsts,
        }
        yield from (name for name, fact in facts.items() if fact)


def without(town: Town, freed: list[Guest]) -> Town:
    gone = {guest.booking for guest in freed}
    guests = [guest for guest in town.guests if guest.booking not in gone]
    taken = [guest.taken for guest in guests]
    return replace(town, guests=guests, calendar=replace(town.calendar, taken=taken))


def in_order(guests: list[Guest]) -> list[Guest]:
    return sorted(guests, key=lambda guest: (guest.taken.begins, guest.reservation))


def by_row(guests: list[Guest]) -> list[Guest]:
    return sorted(guests, key=lambda guest: guest.reservation)


def meet(one: Hit, other: Hit) -> bool:
    return one.begins < other.ends and other.begins < one.ends


def collide(one: Hit, other: Hit) -> bool:
    return one.other_desk == other.other_desk and meet(one, other)


def usual_minutes(town: Town) -> int:
    served = {offer for desk in town.calendar.desks for offer in desk.serves}
    offers = town.calendar.offers
    lengths = sorted(offers[one].duration + offers[one].tidy for one in served)
    return lengths[(len(lengths) - 1) // 2] if lengths else 30


def weeks_to_try(number: int) -> list[int]:
    """The first three, and one of the others."""
    return [0, 1, 2, Random(number).randint(3, 53)]


def counted(told: Foretold, ahead: int) -> tuple[int, int, int, int]:
    monday, length = week_of(told.before, ahead), told.said.minutes
    return (
        *free_times(told.before, monday, length),
        *free_times(told.after, monday, length),
    )
