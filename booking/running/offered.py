"""The services of an office for which there are dates, and the question when the first one is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from booking.availability import Ask, ask_for
from offices.models import Access, Audience, Offering, Office

WITH_DATES = (Access.OPEN, Access.INVITATION, Access.REQUEST)


def services(office: Office) -> QuerySet[Offering]:
    """All that were ever offered there, in the order of the catalogue."""
    rows = Offering.objects.filter(office=office).select_related("service")
    return rows.order_by("service__group__position", "service__position")


def offered(office: Office, rows: Iterable[Offering], today: date) -> list[Offering]:
    """Keep what there are dates for, each with the office, which is known already."""
    kept = [one for one in rows if one.access in WITH_DATES and not _is_over(one, today)]
    for one in kept:
        one.office = office
    return kept


def _is_over(offering: Offering, today: date) -> bool:
    return offering.valid_until is not None and offering.valid_until < today


def ask_first(offering: Offering, now: datetime) -> Ask:
    """Ask for one person, at the hours that whoever may book it can choose from.

    Where not everybody may, nothing is kept back: people are invited, or staff give the time.
    """
    is_open = offering.access == Access.OPEN
    internal = (Audience.INTERNAL,) if offering.invited_internal and not is_open else ()
    audiences = (Audience.PUBLIC, *internal)
    return ask_for([(offering, 1)], now=now, audiences=audiences, at_once=not is_open)
