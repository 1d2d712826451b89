"""Everybody with a role at an authority, and what its managers may know of them.

Until somebody has signed in after the invitation nothing of their account is known: neither whether
there was one before, nor how it is called.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from offices.models import Authority, Membership, SignInEvent, User


class State(Enum):
    ACTIVE = "active"
    INVITED = "invited"  # and has not signed in yet
    OFF = "off"


@dataclass(frozen=True)
class Colleague:
    """`has_second_step` is None, and `last_sign_in` (UTC) too, where it is not known."""

    user: User
    roles: tuple[Membership, ...]
    is_elsewhere: bool
    has_app: bool

    @property
    def since(self) -> datetime:
        return self.roles[0].since or self.user.date_joined

    @property
    def last_sign_in(self) -> datetime | None:
        return self.roles[0].signed_in

    @property
    def is_known(self) -> bool:
        return self.roles[0].is_known

    @property
    def state(self) -> State:
        if not self.user.is_active and (self.is_known or not self.is_elsewhere):
            return State.OFF
        return State.ACTIVE if self.last_sign_in else State.INVITED

    @property
    def name(self) -> str:
        """Empty where there is none but the address."""
        return self.roles[0].name

    @property
    def called(self) -> str:
        return self.roles[0].called

    @property
    def has_second_step(self) -> bool | None:
        return self.has_app if self.is_known else None

    def sign_ins(self, authority: Authority) -> QuerySet[SignInEvent]:
        """What is written down of this person's own signing in, and of nothing earlier."""
        return self._events(authority).filter(by=None)

    def acts(self, authority: Authority) -> QuerySet[SignInEvent]:
        """What managers of this authority, or superusers, did to the account."""
        return self._events(authority).exclude(by=None).select_related("by")

    def _events(self, authority: Authority) -> QuerySet[SignInEvent]:
        whose = Q(authority=None) | Q(authority=authority)
        return self.user.sign_in_events.filter(whose, at__gte=self.since)


def colleagues(authority: Authority) -> list[Colleague]:
    """By name, as it is written in whatever script."""
    found = _read(authority, Membership.objects.filter(authority=authority))
    return sorted(found, key=lambda one: (one.called.casefold(), one.user.pk))


def colleague(authority: Authority, user: int) -> Colleague | None:
    """The one of this number; None where they have no role at the authority."""
    theirs = Membership.objects.filter(authority=authority, user=user)
    return next(iter(_read(authority, theirs)), None)


def _read(authority: Authority, memberships: QuerySet[Membership]) -> list[Colleague]:
    elsewhere = Membership.objects.filter(user=OuterRef("user")).exclude(authority=authority)
    with_app = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    rows = memberships.select_related("user", "office").order_by("pk")
    of: dict[int, list[Membership]] = defaultdict(list)
    for row in rows.annotate(is_elsewhere=Exists(elsewhere), has_app=Exists(with_app)):
        of[row.user_id].append(row)
    return [
        Colleague(
            user=theirs[0].user,
            roles=tuple(theirs),
            is_elsewhere=theirs[0].is_elsewhere,  # type: ignore[attr-defined]
            has_app=theirs[0].has_app,  # type: ignore[attr-defined]
        )
        for theirs in of.values()
    ]
