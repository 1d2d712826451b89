"""The services of an office for which there are dates, and the question when the first one is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from booking.availability import Ask, ask_for
from offices.models import Access, Audience, Offering, Office

WITH_DATES = (Access.OPEN, Access.INVITATION, Access.REQUEST)


def offered(office: Office, today: date) -> QuerySet[Offering]:
    """In the order of the catalogue."""
    still = Q(valid_until=None) | Q(valid_until__gte=today)
    rows = Offering.objects.filter(still, office=office, access__in=WITH_DATES)
    return rows.select_related("service").order_by("service__group__position", "service__position")


def with_office(rows: Iterable[Offering], office: Office) -> list[Offering]:
    """The rows, each with the office that is known already."""
    found = list(rows)
    for one in found:
        one.office = office
    return found


def ask_first(offering: Offering, now: datetime) -> Ask:
    """Ask for one person, at the hours that whoever may book it can choose from."""
    invited = offering.access != Access.OPEN and offering.invited_internal
    internal = (Audience.INTERNAL,) if invited else ()
    return ask_for([(offering, 1)], now=now, audiences=(Audience.PUBLIC, *internal))
