"""What concerns a whole account: switching it off and on, and resetting its second step."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from offices.models import Authority, SignInEvent, User
from offices.signin import idle, journal
from offices.staff.rules import (
    StaffError,
    check_account,
    check_acts,
    check_one_stays,
    lock,
    managed_by,
)


@transaction.atomic
def switch_off(user: User, authority: Authority, *, by: User) -> None:
    """End all sessions and let nobody sign in any more; the roles stay. Raises StaffError."""
    found = _taken(user, authority, by=by)
    check_one_stays(found, managed_by(found))
    _switch(found, authority, is_on=False, by=by)


@transaction.atomic
def switch_on(user: User, authority: Authority, *, by: User) -> None:
    """Let somebody sign in again, with the roles they had. Raises StaffError."""
    _switch(_taken(user, authority, by=by), authority, is_on=True, by=by)


def _switch(user: User, authority: Authority, *, is_on: bool, by: User) -> None:
    """Pressed twice, it is done and written down once."""
    if user.is_active != is_on:
        user.is_active = is_on
        user.save(update_fields=["is_active"])
        note_switch(user, authority, by=by)


def note_switch(user: User, authority: Authority | None, *, by: User) -> None:
    """Write down that an account was switched on or off, and end what goes on there."""
    kind = SignInEvent.Kind.SWITCHED_ON if user.is_active else SignInEvent.Kind.SWITCHED_OFF
    journal.write_act(kind, user, by=by, authority=authority)
    if not user.is_active:
        idle.sign_out_everywhere(user)


@transaction.atomic
def reset_second_step(user: User, authority: Authority, *, reason: str, by: User) -> None:
    """Forget the app and its recovery codes, and end all sessions. Raises StaffError."""
    found = _taken(user, authority, by=by)
    own = Authenticator.objects.filter(user=found)
    if not own.exists():
        raise StaffError(_("This person has no second step that could be reset."))
    own.delete()
    idle.sign_out_everywhere(found)
    journal.write_act(SignInEvent.Kind.FACTOR_RESET, found, by=by, authority=authority, note=reason)


def _taken(user: User, authority: Authority, *, by: User) -> User:
    """The account as it is now; nobody else changes it, or who manages where it works."""
    lock(authority.pk, *managed_by(user))
    found = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    check_acts(by, authority)
    if not found.memberships.filter(authority=authority).exists():
        raise StaffError(_("This person does not work for your authority any more."))
    check_account(by, found, authority)
    return found
