"""Days on which something ends: whoever manages it is told of them ninety days before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from offices.models import Authority, Desk, LegalText, Offering, Office, OpeningHours, Season
from offices.wording import in_words

AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Ending:
    """`what` names it for ever (kind and number); `office` is None for what all offices share."""

    what: str
    day: date
    office: int | None
    say: Callable[[], str]

    @property
    def kind(self) -> str:
        return self.what.partition(":")[0]

    @property
    def row(self) -> int:
        return int(self.what.partition(":")[2])

    def __str__(self) -> str:
        """In the language that is spoken now."""
        return self.say()


def endings_of(authority: Authority, today: date) -> list[Ending]:
    """Everything of an authority that ends within ninety days, the first day first."""
    found = [
        *_legal_texts(authority, today),
        *_offices(authority, today),
        *_desks(authority, today),
        *_hours(authority, today),
        *_offerings(authority, today),
        *_seasons(authority, today),
    ]
    return sorted(found, key=lambda one: (one.day, one.what))


def _soon(name: str, today: date) -> Q:
    return Q(**{f"{name}__gte": today, f"{name}__lte": today + AHEAD})


def _legal_texts(authority: Authority, today: date) -> Iterator[Ending]:
    """The authority's own wordings, and the shared ones where it has none of its own."""
    own = LegalText.objects.filter(authority=authority)
    theirs = Q(authority=authority) | Q(authority=None) & ~Q(key__in=own.values("key"))
    for text in LegalText.objects.filter(theirs, _soon("until", today)):
        yield _ending("legaltext", text.pk, text.until, None, _legal_text, text)


def _offices(authority: Authority, today: date) -> Iterator[Ending]:
    for office in Office.objects.filter(_soon("valid_until", today), authority=authority):
        yield _ending("office", office.pk, office.valid_until, office.pk, _office, office)


def _desks(authority: Authority, today: date) -> Iterator[Ending]:
    rows = Desk.objects.filter(_soon("valid_until", today), office__authority=authority)
    for desk in rows.select_related("office"):
        yield _ending("desk", desk.pk, desk.valid_until, desk.office_id, _desk, desk)


def _hours(authority: Authority, today: date) -> Iterator[Ending]:
    """One for each office and day: a season's plan ends as a whole."""
    rows = OpeningHours.objects.filter(_soon("valid_until", today), office__authority=authority)
    found = rows.order_by().values("office", "valid_until").annotate(count=Count("pk"))
    for row in found:
        last = row["valid_until"]
        yield _ending("openinghours", row["office"], last, row["office"], _plan, row["count"])


def _offerings(authority: Authority, today: date) -> Iterator[Ending]:
    rows = Offering.objects.filter(_soon("valid_until", today), office__authority=authority)
    for one in rows.select_related("service"):
        yield _ending("offering", one.pk, one.valid_until, one.office_id, _offering, one)


def _seasons(authority: Authority, today: date) -> Iterator[Ending]:
    rows = Season.objects.filter(
        _soon("last_day", today), offering__office__authority=authority
    ).select_related("offering__service")
    for one in rows:
        yield _ending("season", one.pk, one.last_day, one.offering.office_id, _season, one)


def _ending(
    kind: str, row: int, day: Any, office: int | None, say: Callable[[Any], str], about: Any
) -> Ending:
    return Ending(f"{kind}:{row}", day, office, lambda: say(about))


def _legal_text(text: LegalText) -> str:
    return _("Legal text “%(name)s”: the day that it names") % {"name": text.get_key_display()}


def _office(office: Office) -> str:
    return _("Office “%(name)s”: its last day") % {"name": office.name}


def _desk(desk: Desk) -> str:
    return _("Desk “%(name)s”: its last day") % {"name": desk}


def _plan(count: int) -> str:
    said = ngettext(
        "%(count)d line of the opening hours: its last day",
        "%(count)d lines of the opening hours: their last day",
        count,
    )
    return said % {"count": count}


def _offering(offering: Offering) -> str:
    return _("Service “%(name)s”: the last day on which it is offered") % {
        "name": _service(offering)
    }


def _season(season: Season) -> str:
    return _("Service “%(name)s”: the last day of its access for a season") % {
        "name": _service(season.offering)
    }


def _service(offering: Offering) -> str:
    return in_words(vars(offering.service), "name", get_language() or "de")
