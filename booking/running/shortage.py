"""Warning managers before a service runs out of free times.

It does when the free times left are gone within a week, at the pace at which times at the same
desks were booked in the last four weeks. Services that had neither a free date nor a booking for
so long are not offered in earnest, and nobody is told of them every week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.availability import room
from booking.models import Outcome, ShortageWarning, WaitingTime
from booking.running.offered import ask_first, offered, services
from offices import post
from offices.models import Access, Membership, Offering, Office, User
from offices.moments import day_at

WEEKS, A_WEEK = 4, timedelta(days=7)
FEW_DAYS = 2


@dataclass(frozen=True)
class Shortage:
    """So many free times are left, for so many days at the present pace."""

    offering: Offering
    left: int
    days: int


def shortages(office: Office, now: datetime) -> list[Shortage]:
    """Of what anyone may book."""
    today = day_at(now, office.zone)
    rows = offered(office, services(office).filter(access=Access.OPEN), today)
    weeks = room([ask_first(one, now) for one in rows], now=now)
    paces, lively = _paces(office, today), _lively(rows, today)
    found = (
        _shortage(one, sum(left.values()), paces[one.pk], is_lively=one.pk in lively)
        for one, left in zip(rows, weeks, strict=True)
    )
    return [one for one in found if one]


def _shortage(offering: Offering, left: int, pace: float, *, is_lively: bool) -> Shortage | None:
    if not left:
        return Shortage(offering, 0, 0) if pace or is_lively else None
    days = int(7 * left * offering.minutes(1) / pace) if pace else A_WEEK.days
    return Shortage(offering, left, days) if days < A_WEEK.days else None


def _paces(office: Office, today: date) -> dict[int, float]:
    """Minutes booked a week, of all offerings at the same desks as each."""
    desks: dict[int, set[int]] = defaultdict(set)
    for offering, desk in Offering.desks.through.objects.filter(
        offering__office=office
    ).values_list("offering", "desk"):
        desks[offering].add(desk)
    since = today - WEEKS * A_WEEK
    booked = Outcome.objects.filter(offering__office=office, what=Outcome.What.BOOKED)
    minutes = dict(
        booked.filter(on__gt=since, on__lte=today)
        .order_by()
        .values_list("offering")
        .annotate(Sum("minutes"))
    )
    groups: dict[frozenset[int], int] = defaultdict(int)
    for offering, sum_ in minutes.items():
        groups[frozenset(desks[offering])] += sum_
    paces: dict[int, float] = defaultdict(float)
    paces |= {one: groups[frozenset(at)] / WEEKS for one, at in desks.items()}
    return paces


def _lively(rows: Sequence[Offering], today: date) -> set[int]:
    """Those for which something was free lately."""
    looks = WaitingTime.objects.filter(
        offering__in=rows, on__gt=today - WEEKS * A_WEEK, days__isnull=False
    )
    return set(looks.values_list("offering", flat=True))


def warn(now: datetime) -> int:
    """Write to the managers of every office that wants it; say how many mails were sent.

    Of each service at most once in seven days, whoever runs this at the same time.
    """
    offices = Office.objects.filter(warns_of_shortage=True).select_related("authority")
    return sum(_warn_of(office, now) for office in offices.order_by("pk"))


def _warn_of(office: Office, now: datetime) -> int:
    to, today = _managers(office), day_at(now, office.zone)
    claimed = [one for one in shortages(office, now) if _claim(one.offering, today)] if to else []
    if not claimed:
        return 0
    link = f"{settings.BASE_URL}{reverse('manage:office', args=[office.slug])}"
    sent = sum(post.send(_said(office, claimed), one, link=link) for one in to)
    if not sent:  # tomorrow is another day
        mine = ShortageWarning.objects.filter(offering__in=[one.offering for one in claimed])
        mine.update(warned_on=today - A_WEEK)
    return sent


def _managers(office: Office) -> list[str]:
    roles = Membership.objects.filter(authority=office.authority_id, role=Membership.Role.MANAGER)
    found = User.objects.filter(memberships__in=roles, is_active=True).distinct().order_by("email")
    return list(found.values_list("email", flat=True))


def _claim(offering: Offering, today: date) -> bool:
    """True for exactly one caller within seven days."""
    row, is_new = ShortageWarning.objects.get_or_create(
        offering=offering, defaults={"warned_on": today}
    )
    due = ShortageWarning.objects.filter(pk=row.pk, warned_on__lte=today - A_WEEK)
    return is_new or due.update(warned_on=today) == 1


def _said(office: Office, found: Iterable[Shortage]) -> post.Said:
    return post.Said(
        subject=_later(lambda: _("Free times run out: %(office)s") % {"office": office.name}),
        headline=_later(
            lambda: (
                _("At this office free times run out, or have run out: %(office)s")
                % {"office": office.name}
            )
        ),
        list=tuple(_later(partial(_line, one)) for one in found),
        lines=(
            _later(lambda: _("With this link you see how long people wait, and try what helps.")),
            _later(lambda: _("You get this mail at most once a week for each service.")),
            _later(lambda: _("There you can also switch these mails off for the office.")),
        ),
    )


def _later(say: Any) -> Promise:
    """Say it in the language of whoever reads it, when it is written."""
    said: Promise = lazy(say, str)()
    return said


def _line(one: Shortage) -> str:
    if not one.left:
        return _("%(service)s: nothing is free") % {"service": one.offering.service}
    words = _few_days(one.left) if one.days < FEW_DAYS else _some_days(one.left)
    return words % {"service": one.offering.service, "left": one.left, "days": one.days}


def _few_days(left: int) -> str:
    return ngettext(
        "%(service)s: %(left)d free time is left, at the present pace for less than two days",
        "%(service)s: %(left)d free times are left, at the present pace for less than two days",
        left,
    )


def _some_days(left: int) -> str:
    return ngettext(
        "%(service)s: %(left)d free time is left, at the present pace for %(days)d days",
        "%(service)s: %(left)d free times are left, at the present pace for %(days)d days",
        left,
    )
