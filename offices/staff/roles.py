"""Giving people roles, changing them, and taking them away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from offices.models import Authority, Membership, Office, User
from offices.staff.rules import StaffError, check_acts, check_not_own, check_one_stays, lock


@dataclass(frozen=True)
class Job:
    """What somebody is to do for an authority; without an office, at all of them."""

    authority: Authority
    role: str
    office: Office | None = None


@transaction.atomic
def invite(*, email: str, name: str, job: Job, by: User | None = None) -> Membership:
    """Give a person a role, and an account where there is none yet.

    A new account has no password: the person sets it with the link of the mail. Whoever invites
    learns nothing about accounts elsewhere, and changes nothing in them. Raises StaffError.
    """
    lock(job.authority.pk)
    check_acts(by, job.authority)
    user = _account(email, name)
    check_not_own(by, user)
    _check_new(user, job)
    since, invited_as = _begin(user, job.authority, name)
    made = Membership.objects.create(
        user=user,
        authority=job.authority,
        role=job.role,
        office=job.office,
        since=since,
        invited_as=invited_as,
    )
    open_or_close_administration(user)
    return made


def _account(email: str, name: str) -> User:
    defaults = {"email": email.strip().lower(), "name": name, "password": make_password(None)}
    user, _is_new = User.objects.get_or_create(email__iexact=email.strip(), defaults=defaults)
    return user


def _begin(user: User, authority: Authority, name: str) -> tuple[datetime | None, str]:
    """Since when the person works there, and how the first invitation named them."""
    before = user.memberships.filter(authority=authority).order_by("pk").first()
    return (before.since, before.invited_as) if before else (timezone.now(), name)


def _check_new(user: User, job: Job, *, besides: Membership | None = None) -> None:
    same = user.memberships.filter(authority=job.authority, role=job.role, office=job.office)
    if (same.exclude(pk=besides.pk) if besides else same).exists():
        raise StaffError(_("This person already has this role there."))


@transaction.atomic
def change(membership: Membership, job: Job, *, by: User | None = None) -> None:
    """Make another job of one that somebody has. Raises StaffError."""
    user = membership.user
    lock(job.authority.pk)
    check_acts(by, job.authority)
    check_not_own(by, user)
    found = _still(membership)
    _check_new(user, job, besides=found)
    if found.role == Membership.Role.MANAGER != job.role:
        check_one_stays(user, [job.authority.pk])
    found.role, found.office = job.role, job.office
    found.save(update_fields=["role", "office"])
    open_or_close_administration(user)


def _still(membership: Membership) -> Membership:
    found = Membership.objects.filter(pk=membership.pk).first()
    if found is None:
        raise StaffError(_("Somebody has taken this role away meanwhile."))
    return found


@transaction.atomic
def dismiss(membership: Membership, *, by: User | None = None) -> None:
    """Take one role away. Raises StaffError."""
    lock(membership.authority_id)
    check_acts(by, membership.authority)
    check_not_own(by, membership.user)
    found = _still(membership)
    if by is not None and found.role == Membership.Role.MANAGER:
        check_one_stays(found.user, [found.authority_id])
    found.delete()
    open_or_close_administration(membership.user)


@transaction.atomic
def dismiss_from_all(user: User, authority: Authority, *, by: User) -> None:
    """Take away all roles at an authority; the account stays. Raises StaffError."""
    lock(authority.pk)
    check_acts(by, authority)
    check_not_own(by, user)
    theirs = user.memberships.filter(authority=authority)
    if theirs.filter(role=Membership.Role.MANAGER).exists():
        check_one_stays(user, [authority.pk])
    theirs.delete()
    open_or_close_administration(user)


def open_or_close_administration(user: User) -> None:
    """Let managers into the administration, and nobody else but superusers."""
    user.is_staff = user.is_superuser or user.manages()
    user.save(update_fields=["is_staff"])
