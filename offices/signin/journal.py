"""What is written down about signing in: who, when, what; never an address or a browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pgtrigger
from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import signals as django
from django.utils import timezone

from offices.models import Authority, SignInEvent, User

Kind = SignInEvent.Kind
APP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


def write(kind: SignInEvent.Kind, user: User | None = None, at: datetime | None = None) -> None:
    """Add a line; `at` is in UTC, now unless it was before."""
    SignInEvent.objects.create(kind=kind, user=user, at=at or timezone.now())


def write_act(
    kind: SignInEvent.Kind, user: User, *, by: User, authority: Authority | None, note: str = ""
) -> None:
    """Add what somebody else did to the account of `user`, for their authority, and why."""
    SignInEvent.objects.create(
        kind=kind, user=user, at=timezone.now(), by=by, authority=authority, note=note
    )


def forget(now: datetime) -> int:
    """Erase what is older than AUDIT_DAYS (of 24 hours each); say how many lines that were."""
    old = SignInEvent.objects.filter(at__lt=now - timedelta(days=settings.AUDIT_DAYS))
    with pgtrigger.ignore("offices.SignInEvent:offices_sign_in_event_stays"):
        erased, _by_kind = old.delete()
    return erased


def listen() -> None:
    """Hear of what allauth and Django do; called once, when the program starts."""
    django.user_login_failed.connect(_failed)
    django.user_logged_out.connect(_signed_out)
    account.user_logged_in.connect(_signed_in)
    account.password_changed.connect(_password_changed)
    account.password_set.connect(_password_changed)
    account.password_reset.connect(_password_reset)
    mfa.authentication_failed.connect(_code_failed)
    mfa.authenticator_added.connect(_added)
    mfa.authenticator_reset.connect(_added)
    mfa.authenticator_removed.connect(_removed)
    mfa.authenticator_used.connect(_used)


def _signed_in(user: User, sociallogin: Any = None, **_told: Any) -> None:
    write(Kind.BY_PROVIDER if sociallogin else Kind.SIGNED_IN, user)


def _failed(credentials: dict[str, Any], **_told: Any) -> None:
    """Somebody without an account is nobody: not even the address they typed is kept."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    write(Kind.FAILED, User.objects.filter(email__iexact=typed).first() if typed else None)


def _signed_out(user: User | None, **_told: Any) -> None:
    if user:
        write(Kind.SIGNED_OUT, user)


def _password_changed(user: User, **_told: Any) -> None:
    write(Kind.PASSWORD_CHANGED, user)


def _password_reset(user: User, **_told: Any) -> None:
    write(Kind.PASSWORD_RESET, user)


def _code_failed(user: User, **_told: Any) -> None:
    write(Kind.CODE_FAILED, user)


def _added(user: User, authenticator: Authenticator, **_told: Any) -> None:
    write(Kind.CODES_MADE if authenticator.type == CODES else Kind.FACTOR_SET_UP, user)


def _removed(user: User, authenticator: Authenticator, **_told: Any) -> None:
    if authenticator.type == APP:
        write(Kind.FACTOR_REMOVED, user)


def _used(user: User, authenticator: Authenticator, **_told: Any) -> None:
    if authenticator.type == CODES:
        write(Kind.CODE_USED, user)
