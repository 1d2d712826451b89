"""Mails about somebody's own sign-in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from offices import post
from offices.post import Said

WAS_IT_YOU = _("Was it you? Then you need not do anything.")
WAS_IT_NOT = _(
    "Was it not you? Then choose a new password at once, and tell a manager of your office."
)
_WARNED = (WAS_IT_YOU, WAS_IT_NOT)
_CHANGED = Said(_("Your new password"), _("Your account has a new password."), _WARNED)
SAY = {
    "account/email/password_reset_key": Said(
        _("Choose a new password"),
        _("Somebody wants a new password for your account. With this link you choose it:"),
        (
            _("The link is valid for one day and works once."),
            _("Was it not you? Then do nothing. Your password stays as it is."),
        ),
    ),
    "account/email/password_changed": _CHANGED,
    "account/email/password_reset": _CHANGED,
    "account/email/password_set": _CHANGED,
    "mfa/email/totp_activated": Said(
        _("Your sign-in has a second step"),
        _("Your account asks for a code from an app from now on."),
        _WARNED,
    ),
    "mfa/email/totp_deactivated": Said(
        _("Your sign-in has no second step any more"),
        _("Your account does not ask for a code from an app any more."),
        _WARNED,
    ),
    "mfa/email/recovery_codes_generated": Said(
        _("Your new recovery codes"),
        _("Your account has new recovery codes. The old ones do not work any more."),
        _WARNED,
    ),
}


def send(kind: str, to: str, *, link: str = "") -> None:
    """Send the mail that allauth calls `kind`.

    A mail server that is away is no reason for an error page, and the page must not tell strangers
    by it whether an account exists.
    """
    post.send(SAY[kind], to, link=link)
