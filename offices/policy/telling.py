"""Mail to managers of what ends soon: once for each day, in German with English below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from offices import post
from offices.locks import lock_telling
from offices.models import Authority, EndingTold, Membership, Office, User
from offices.moments import day_at, day_in_words
from offices.policy.endings import Ending, endings_of

Link = Callable[[Office], str]
SUBJECT = _("Something ends soon")
HEADLINE = _("Something that your office has set ends soon. You can look at it here:")
CLOSING = _("Please look whether it goes on, and change it in time. We write this only once.")


def tell_managers(now: datetime, link: Link) -> int:
    """Tell whoever manages of everything that ends soon and was not told; return how many mails.

    `link` leads to the page where it stands. What could not be sent is tried again the next time.
    """
    return sum(_tell(authority, now, link) for authority in Authority.objects.order_by("pk"))


def _tell(authority: Authority, now: datetime, link: Link) -> int:
    offices = list(authority.offices.order_by("pk"))
    managers = _managers(authority)
    if not offices or not managers:
        return 0
    today = day_at(now, offices[0].zone)
    with transaction.atomic():
        lock_telling(authority.pk)
        told = set(EndingTold.objects.filter(authority=authority).values_list("what", "day"))
        new = [one for one in endings_of(authority, today) if (one.what, one.day) not in told]
        place = link(_place(new, offices))
        sent = sum(_send(manager, new, place) for manager in managers) if new else 0
        EndingTold.objects.bulk_create(
            EndingTold(authority=authority, what=one.what, day=one.day, told_at=now)
            for one in (new if sent else ())
        )
    return sent


def _managers(authority: Authority) -> list[User]:
    roles = Membership.objects.filter(
        authority=authority, role=Membership.Role.MANAGER, user__is_active=True
    )
    return [role.user for role in roles.select_related("user").order_by("user__email")]


def _place(endings: list[Ending], offices: list[Office]) -> Office:
    """The office of the first that belongs to one; else the authority's first."""
    known = {office.pk: office for office in offices}
    return next((known[one.office] for one in endings if one.office in known), offices[0])


def _send(user: User, endings: list[Ending], link: str) -> bool:
    lines = tuple(_line(one) for one in endings)
    return post.send(post.Said(SUBJECT, HEADLINE, (*lines, CLOSING)), user.email, link=link)


def _line(ending: Ending) -> Promise:
    """Said anew in each language of the mail."""
    line: Any = lazy(lambda: f"{day_in_words(ending.day, get_language() or 'de')} – {ending}", str)
    said: Promise = line()
    return said
