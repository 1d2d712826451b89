"""What an address names, or 404; and the offerings as the calendar wants them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language

from offices import showcase
from offices.models import Access, Authority, Offering
from offices.showcase import ShownAuthority, ShownOffering

STEPS = 8
FOR_THE_CALENDAR = (
    "access",
    "service_id",
    "duration_minutes",
    "minutes_per_further_person",
    "tidy_minutes",
    "max_persons",
    "notice_minutes",
    "horizon_days",
    "valid_until",
    "office__authority_id",
    "office__timezone",
    "office__grid_minutes",
    "office__valid_until",
)


def page_language() -> str:
    return get_language() or "de"


def authority_at(slug: str) -> ShownAuthority:
    try:
        return showcase.authority(slug, page_language())
    except Authority.DoesNotExist as error:
        raise Http404 from error


def offering_with(pk: int) -> tuple[ShownAuthority, ShownOffering]:
    try:
        return showcase.offering(pk, page_language())
    except (Offering.DoesNotExist, OverflowError) as error:
        raise Http404 from error


def for_the_calendar() -> QuerySet[Offering]:
    """What anyone may book, with the few columns that free times depend on."""
    bookable = Offering.objects.filter(access=Access.OPEN).select_related("office")
    return bookable.only(*FOR_THE_CALENDAR)
