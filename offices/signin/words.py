"""What the pages of signing in say when something was done, or was wrong."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from offices.moments import day_in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Sentences = dict[str, str | _StrPromise]

# Minutes after which five wrong passwords or codes are forgotten (allauth's limit `login_failed`).
LOCKED_MINUTES = 5

_TOO_OFTEN = _("That was wrong too often. Please wait 5 minutes, then try again.")
ACCOUNT_ERRORS: Sentences = {
    "email_password_mismatch": _(
        "E-mail address and password do not fit together. Please check both."
    ),
    "enter_current_password": _("This is not your password. Please type the one you use now."),
    "incorrect_password": _("This is not your password. Please type it again."),
    "too_many_login_attempts": _TOO_OFTEN,
    "rate_limited": _TOO_OFTEN,
    "invalid_password_reset": _("This link is no longer valid."),
    "account_inactive": _("This account is switched off."),
}
CODE_ERRORS: Sentences = {
    "incorrect_code": _(
        "This code is wrong or too old. Please wait for the next code in your app and type it."
    ),
    "cannot_generate_recovery_codes": _(
        "Recovery codes need a second step. Please set up the app first."
    ),
}
MESSAGES: Sentences = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("You have a new password now."),
    "account/messages/password_set.txt": _("You have a password now."),
    "mfa/messages/totp_activated.txt": _("The second step is set up."),
    "mfa/messages/totp_deactivated.txt": _("The second step is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
    "usersessions/messages/sessions_logged_out.txt": _(
        "You are signed out everywhere else. Here you stay signed in."
    ),
}


def set_up_until(until: datetime) -> str:
    """Ask for a second step, and say until when it can wait."""
    day = day_in_words(timezone.localdate(until), get_language() or "de")
    return gettext(
        "Please set up a second step for your sign-in. From %(day)s on you cannot go on without it."
    ) % {"day": day}
