"""What is odd at an offering, in words: what people would run into, and nobody meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, time

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from offices.models import Access, Audience, Desk, Offering, Office, OpeningHours
from offices.policy.words import DAY, span

# For these somebody is served at a desk at a time of their own.
AT_A_TIME = {Access.OPEN, Access.INVITATION, Access.REQUEST}
BY_APPOINTMENT = {Audience.PUBLIC, Audience.INTERNAL}


def to_look_at(office: Office) -> QuerySet[Offering]:
    """The offerings of an office with all that is asked of them here."""
    rows = Offering.objects.filter(office=office).select_related("service__group", "office")
    return rows.prefetch_related("desks", "seasons")


class Oddities:
    """Asked for many offerings of one office: its hours are read once."""

    def __init__(self, office: Office, today: date) -> None:
        self.office, self.today = office, today

    def of(self, offering: Offering) -> list[str]:
        if offering.valid_until and offering.valid_until < self.today:
            return []
        return list(self._found(offering))

    def _found(self, offering: Offering) -> Iterator[str]:
        ways = self._ways(offering)
        yield from self._at_a_time(offering, ways)
        yield from self._told(offering, ways)

    def _ways(self, offering: Offering) -> set[str]:
        """How one gets to it, today and in the seasons to come."""
        coming = (one.access for one in offering.seasons.all() if one.last_day >= self.today)
        return {offering.access, *coming}

    def _at_a_time(self, offering: Offering, ways: set[str]) -> Iterator[str]:
        if not ways & AT_A_TIME:
            return
        desks = self.desks_of(offering)
        if not desks:
            yield _("People get appointments for this, but no desk serves it.")
        else:
            yield from self._hours(offering, ways, desks)
        if offering.horizon_days * DAY <= offering.notice_minutes:
            yield _(
                "Nobody can book it: dates open %(horizon)s ahead, "
                "and have to be booked %(notice)s ahead."
            ) % {
                "horizon": span(offering.horizon_days * DAY),
                "notice": span(offering.notice_minutes),
            }
        if offering.max_persons > 1 and not offering.minutes_per_further_person:
            yield _("A visit for %(persons)s persons takes no longer than a visit for one.") % {
                "persons": offering.max_persons
            }

    def desks_of(self, offering: Offering) -> list[Desk]:
        """Those that serve it and are in use."""
        every = offering.desks.all()
        return [one for one in every if not one.valid_until or one.valid_until >= self.today]

    def _hours(self, offering: Offering, ways: set[str], desks: list[Desk]) -> Iterator[str]:
        whom = {Audience.PUBLIC} if Access.OPEN in ways else BY_APPOINTMENT
        longest = max(self._longest(offering, desk, whom) for desk in desks)
        needed = offering.minutes(offering.max_persons) + offering.tidy_minutes
        if not longest and Access.OPEN in ways:
            yield _("Anyone may book it, but no desk that serves it is open to everybody.")
        elif not longest:
            yield _("No desk that serves it is ever open.")
        elif longest < needed:
            yield _(
                "The longest visit takes %(minutes)s with tidying up. "
                "No desk that serves it is open for so long at a stretch."
            ) % {"minutes": span(needed)}

    def _longest(self, offering: Offering, desk: Desk, whom: set[Audience]) -> int:
        """The most minutes at a stretch for which the desk is open for it."""
        days: dict[int, list[tuple[time, time]]] = defaultdict(list)
        for rule in self._rules:
            if rule.audience in whom and _is_for(rule, offering, desk):
                days[rule.weekday].append((rule.opens, rule.closes))
        return max((_stretch(spans) for spans in days.values()), default=0)

    def _told(self, offering: Offering, ways: set[str]) -> Iterator[str]:
        """What people are told and cannot follow."""
        comes = offering.walk_in or Access.WALK_IN in ways
        if comes and not any(self._is_walk_in(rule, offering) for rule in self._rules):
            yield _("People are told to come without an appointment, but there are no such hours.")
        if Access.ELSEWHERE in ways and not offering.access_note:
            yield _("It says that another authority does this, but not which one.")
        if Access.WRITTEN in ways and not self._can_be_written_to:
            yield _("It is applied for in writing, but the authority does not say where to.")

    def _is_walk_in(self, rule: OpeningHours, offering: Offering) -> bool:
        offerings = rule.offerings.all()
        return rule.audience == Audience.WALK_IN and (not offerings or offering in offerings)

    @cached_property
    def _can_be_written_to(self) -> bool:
        owner = self.office.authority
        ways = (owner.apply_way, owner.apply_url, owner.apply_post, owner.apply_email)
        return any(ways)

    @cached_property
    def _rules(self) -> list[OpeningHours]:
        current = Q(valid_until=None) | Q(valid_until__gte=self.today)
        rows = OpeningHours.objects.filter(current, office=self.office)
        return list(rows.prefetch_related("desks", "offerings"))


def _is_for(rule: OpeningHours, offering: Offering, desk: Desk) -> bool:
    """Hours without desks, or without offerings, are for all of them."""
    desks, offerings = rule.desks.all(), rule.offerings.all()
    return (not desks or desk in desks) and (not offerings or offering in offerings)


def _stretch(spans: Iterable[tuple[time, time]]) -> int:
    """The longest of the stretches that overlapping hours make together, in minutes."""
    longest = begun = ended = 0
    for opens, closes in sorted(spans):
        if not ended or _minutes(opens) > ended:
            begun = _minutes(opens)
        ended = max(ended, _minutes(closes))
        longest = max(longest, ended - begun)
    return longest


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
