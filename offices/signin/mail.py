"""Mails to staff, in German with English below: the languages of the offices.

Most are about somebody's own sign-in. Not owed like the mails of a booking: they are of use now
or never, and carry no appointment.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

LANGUAGES = ("de", "en")
WAS_IT_YOU = _("Was it you? Then you need not do anything.")
WAS_IT_NOT = _(
    "Was it not you? Then choose a new password at once, and tell a manager of your office."
)


@dataclass(frozen=True)
class Said:
    subject: Promise
    headline: Promise
    lines: tuple[Promise, ...] = (WAS_IT_YOU, WAS_IT_NOT)


_CHANGED = Said(_("Your new password"), _("Your account has a new password."))
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
    ),
    "mfa/email/totp_deactivated": Said(
        _("Your sign-in has no second step any more"),
        _("Your account does not ask for a code from an app any more."),
    ),
    "mfa/email/recovery_codes_generated": Said(
        _("Your new recovery codes"),
        _("Your account has new recovery codes. The old ones do not work any more."),
    ),
}


def send(kind: str, to: str, *, link: str = "") -> None:
    """Send the mail that allauth calls `kind`.

    A mail server that is away is no reason for an error page, and the page must not tell strangers
    by it whether an account exists: the failure is in the log.
    """
    try:
        letter(SAY[kind], to, link=link).send()
    except (SMTPException, OSError) as error:
        logger.warning("A mail about signing in was not sent: %s", type(error).__name__)


def letter(said: Said, to: str, *, link: str = "") -> EmailMultiAlternatives:
    """Write to somebody of the staff."""
    with translation.override(LANGUAGES[0]):
        subject = str(said.subject)
    frame = {"title": subject, "language": LANGUAGES[0], "dir": "ltr"}
    context = {**frame, "said": said, "languages": LANGUAGES, "link": link}
    text, page = (render_to_string(f"emails/staff{part}", context) for part in (".txt", ".html"))
    written = EmailMultiAlternatives(
        subject, text.strip() + "\n", to=[to], headers={"Auto-Submitted": "auto-generated"}
    )
    written.attach_alternative(page, "text/html")
    return written
