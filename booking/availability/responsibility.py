"""Which desks are responsible for a person, where an office divides people by surname."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from booking.keys import plain_letters
from offices.models import Desk, Offering, Responsibility

LAST_LETTERS = "z" * 20


class RoutingError(Exception):
    """The letters fit desks with different ranges: one or two more would decide."""


def _desks(offering: Offering) -> list[Desk]:
    """Asked once for each `offering` in memory."""
    prefetch_related_objects([offering], "desks__responsibilities")
    return list(offering.desks.all())


def routes_by_name(offering: Offering) -> bool:
    return any(desk.responsibilities.all() for desk in _desks(offering))


def responsible_for_name(offering: Offering, family_name: str) -> tuple[int, ...] | None:
    """The desks for a whole family name; None where names don't matter.

    A name without Latin letters counts as the first of the alphabet.
    """
    if not routes_by_name(offering):
        return None
    return _responsible(offering, _desks(offering), plain_letters(family_name) or "a")


def responsible_desks(offering: Offering, letters: str) -> tuple[int, ...] | None:
    """The desks for a family name that begins with `letters`; None where names don't matter.

    Raises RoutingError when names that begin so are divided among desks.
    """
    if not routes_by_name(offering):
        return None
    desks = _desks(offering)
    begin = plain_letters(letters) or "a"
    inside = {low for desk in desks for low in _first_names(desk) if low.startswith(begin)}
    names = {begin, begin + LAST_LETTERS} | inside
    answers = {_responsible(offering, desks, name) for name in names}
    if len(answers) > 1:
        raise RoutingError
    return answers.pop()


def _responsible(offering: Offering, desks: Iterable[Desk], surname: str) -> tuple[int, ...]:
    people = offering.service.group.people
    return tuple(
        sorted(
            desk.pk
            for desk in desks
            if not desk.responsibilities.all()
            or any(
                one.people == people and covers(one, surname) for one in desk.responsibilities.all()
            )
        )
    )


def _first_names(desk: Desk) -> Iterable[str]:
    return (plain_letters(one.surname_from) for one in desk.responsibilities.all())


def covers(one: Responsibility, surname: str) -> bool:
    """Compare by prefix, both bounds included: up to `Doa` includes `Doanh`."""
    low, high = plain_letters(one.surname_from), plain_letters(one.surname_to)
    return low <= surname and surname[: len(high)] <= high
