"""What an address names, or 404."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import get_language

from offices import showcase
from offices.models import Authority, Offering
from offices.showcase import ShownAuthority, ShownOffering

STEPS = 8


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
