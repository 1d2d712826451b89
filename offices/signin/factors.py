"""Whether somebody needs a second factor, and until when they may do without."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from offices.models import User

# Seconds in which a sign-in counts as having typed the password just now.
JUST_NOW = 300


def has_one(user: User) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def is_enough(request: HttpRequest, user: User) -> bool:
    """Whether this person has a second factor, here or at the service that signed them in."""
    return is_vouched_for(request, user) or has_one(user)


def is_vouched_for(request: HttpRequest, user: User) -> bool:
    """Whether another service has signed them in, and that suffices (OIDC_IS_ENOUGH)."""
    records = get_authentication_records(request, user)
    by_provider = any(record["method"] == "socialaccount" for record in records)
    return by_provider and bool(settings.OIDC_IS_ENOUGH)


def grace_ends(user: User) -> datetime | None:
    """When a second factor begins to be asked of them; None where that time has come."""
    ends = user.date_joined + timedelta(days=settings.TOTP_GRACE_DAYS)
    return ends if timezone.now() < ends else None


def has_just_signed_in(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < JUST_NOW
