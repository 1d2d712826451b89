"""What is good to know before a visit, and where each kind of access leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from booking.forms.wishes import Wish
from booking.views.citizen.expiry import Notice, notice, notice_for
from booking.views.citizen.offer import STEPS, offering_with, page_language
from booking.views.citizen.paths import path_to
from offices import showcase
from offices.models import Access, LegalText, ServiceType, Weekday
from offices.moments import day_in_words
from offices.showcase import (
    ShownAuthority,
    ShownClosure,
    ShownDocument,
    ShownOffering,
    ShownService,
    WalkIn,
    Words,
)

CLOSED_SOON = timedelta(days=28)
APPLICATION = "application_form"  # the document that lets people think a visit is the application
COMES_TO_THE_OFFICE = (Access.OPEN, Access.INVITATION, Access.REQUEST, Access.WALK_IN)
NEXT = {Access.OPEN: "persons", Access.REQUEST: "ask"}
FEE_PER = {
    "person": gettext_lazy("per person"),
    "case": gettext_lazy("per case"),
    "declaration": gettext_lazy("per declaration"),
}
INSTEAD = {
    ServiceType.Proxy.NO: gettext_lazy("Nobody can come instead of you."),
    ServiceType.Proxy.WITH_AUTHORISATION: gettext_lazy(
        "Somebody else may come instead, with your written permission (Vollmacht)."
    ),
    ServiceType.Proxy.OFFICE_DECIDES: gettext_lazy(
        "Somebody else may come instead only if the office allows it. Please ask first."
    ),
    ServiceType.Proxy.FAMILY_MEMBER: gettext_lazy("One person may come for the whole family."),
}


@dataclass(frozen=True, slots=True)
class Hours:
    """A line of the walk-in hours, ready for reading."""

    day: str
    clock: str
    note: Words
    is_today: bool


@dataclass(frozen=True, slots=True)
class WalkInText:
    lines: list[Hours]
    today: str
    next_day: str


class Fee(NamedTuple):
    amount: str
    words: str


@require_safe
def offering(request: HttpRequest, pk: int) -> HttpResponse:
    authority, shown = offering_with(pk)
    wish, language = Wish.of(request.GET), page_language()
    documents = showcase.documents(shown.pk, language)
    return render(
        request,
        "citizen/offering.html",
        {
            "authority": authority,
            "offering": shown,
            "service": shown.service,
            **_facts(shown.service),
            "walk_in": _walk_in(shown, language),
            "closures": _closures(shown),
            "notice": notice_for(wish, authority, language, timezone.localdate()),
            "not_an_application": _not_an_application(authority, shown, documents, language),
            "ending": f"citizen/ways/{shown.access.value}.html",
            "others": with_urls(authority.same_service(shown), wish),
            "next_url": f"{_next(shown)}{wish.query}",
            "back_url": f"{path_to('services', authority.slug)}{wish.query}",
            "step": 4,
            "steps": STEPS,
            **_documents(documents),
        },
    )


def _facts(service: ShownService) -> dict[str, object]:
    return {
        "fee": fee_in_words(service),
        "instead": INSTEAD[ServiceType.Proxy(service.facts["proxy"])],
    }


def _next(shown: ShownOffering) -> str:
    """Where the one button leads; the other ways have none."""
    name = NEXT.get(shown.access)
    return path_to(name, shown.pk) if name else ""


def _documents(documents: Iterable[ShownDocument]) -> dict[str, tuple[ShownDocument, ...]]:
    """Apart: what everybody brings, and what is asked of some only."""
    return {
        "documents": tuple(one for one in documents if not one.condition),
        "conditional": tuple(one for one in documents if one.condition),
    }


def with_urls(offerings: Iterable[ShownOffering], wish: Wish) -> list[tuple[ShownOffering, str]]:
    """Offerings with their pages. Desks belong to one office, so they are not taken along."""
    query = wish.but(desks=None, since=None).query
    return [(one, f"{path_to('offering', one.pk)}{query}") for one in offerings]


def fee_in_words(service: ShownService) -> Fee | None:
    """The range for adults; None where only the note can say it."""
    if service.fee_min is None or service.fee_max is None:
        return None
    if not service.fee_max:
        return Fee("", _("free of charge"))
    low, high = _euro(service.fee_min), _euro(service.fee_max)
    amount = high if low == high else f"{low}–{high}"
    return Fee(f"{amount} €", str(FEE_PER.get(service.facts["fee_per"], "")))


def _euro(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return str(number_format(amount, 0 if whole else 2, use_l10n=True))


def _closures(shown: ShownOffering) -> list[ShownClosure]:
    """The next closures, where people come to the office at all."""
    if shown.access not in COMES_TO_THE_OFFICE:
        return []
    today = timezone.localdate(timezone=shown.office.zone)
    return shown.office.closed_between(today, today + CLOSED_SOON)


def _walk_in(shown: ShownOffering, language: str) -> WalkInText | None:
    if not (shown.walk_in or shown.access == Access.WALK_IN):
        return None
    now = timezone.localtime(timezone=shown.office.zone)
    found = showcase.walk_in_at(shown.office.pk, now, language, shown.pk)
    return _walk_in_in_words(found, language) if found else None


def _walk_in_in_words(found: WalkIn, language: str) -> WalkInText:
    return WalkInText(
        lines=[
            Hours(
                day=str(Weekday(one.weekday).label),
                clock=f"{one.opens:%H:%M}–{one.closes:%H:%M}",
                note=one.note,
                is_today=one.is_today,
            )
            for one in found.hours
        ],
        today=", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in found.today),
        next_day=day_in_words(found.next_day, language) if found.next_day else "",
    )


def _not_an_application(
    authority: ShownAuthority,
    shown: ShownOffering,
    documents: Iterable[ShownDocument],
    language: str,
) -> Notice | None:
    decides = any(one.key == APPLICATION for one in documents)
    if not decides or shown.access not in COMES_TO_THE_OFFICE:
        return None
    return notice(LegalText.Key.NOT_AN_APPLICATION, authority, language)
