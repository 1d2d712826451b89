"""Who may change whose rights; asked again under the lock, where the answer counts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from offices.models import Authority, Membership, User


class StaffError(Exception):
    """Something that is not done; says why in the language of whoever wanted it."""


def lock(*authorities: int) -> None:
    """Let one at a time change who works there; those who only point to the row need not wait."""
    rows = Authority.objects.filter(pk__in=authorities).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def check_acts(by: User | None, authority: Authority) -> None:
    """Whoever acts has the right to now, under the lock, whatever they had when they pressed."""
    if by is None:
        return
    now = User.objects.filter(pk=by.pk, is_active=True).first()
    if now is None or not now.manages(authority):
        raise StaffError(_("You do not manage this authority any more."))


def check_not_own(by: User | None, user: User) -> None:
    if by is not None and by.pk == user.pk:
        raise StaffError(
            _("Nobody changes their own rights. Please ask another manager of your authority.")
        )


def check_account(by: User, user: User, authority: Authority) -> None:
    """What concerns a whole account is not for one authority alone to decide."""
    check_not_own(by, user)
    if user.is_superuser:
        raise StaffError(
            _("This person looks after the whole system. Nobody changes their account here.")
        )
    if not by.is_superuser and works_elsewhere(user, authority):
        raise StaffError(
            _(
                "This person works for another authority too. Only whoever looks after the whole "
                "system can do that."
            )
        )


def works_elsewhere(user: User, authority: Authority) -> bool:
    return user.memberships.exclude(authority=authority).exists()


def managed_by(user: User) -> list[int]:
    """The authorities that lose a manager with this person."""
    theirs = user.memberships.filter(role=Membership.Role.MANAGER)
    return list(theirs.values_list("authority", flat=True))


def check_one_stays(user: User, authorities: Iterable[int]) -> None:
    """Somebody must be left who can let others in."""
    if not user.is_active:
        return
    for authority in authorities:
        others = Membership.objects.filter(
            authority=authority, role=Membership.Role.MANAGER, user__is_active=True
        )
        if not others.exclude(user=user).exists():
            raise StaffError(
                _(
                    "This is the only manager. Please make somebody else a manager first: without "
                    "one, nobody could let people in."
                )
            )
