"""Mails to the staff, in German with another language below, mostly English.

Not owed like the mails of a booking: they are of use now or never, and carry no appointment.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

logger = logging.getLogger(__name__)

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Said:
    """Words that are put into each language when they are written. A link stands between the
    sentences `before` it, or a `list`, and the `lines` below.
    """

    subject: Promise
    headline: Promise
    lines: tuple[Promise, ...] = ()
    before: tuple[Promise, ...] = ()
    list: tuple[Promise, ...] = ()


def send(said: Said, to: str, *, link: str = "", languages: tuple[str, ...] = LANGUAGES) -> bool:
    """Send it and say whether that was possible; why it was not is in the log."""
    with translation.override(languages[0]):
        subject = str(said.subject)
    frame = {"title": subject, "language": languages[0], "dir": "ltr"}
    context = {**frame, "said": said, "languages": languages, "link": link}
    text, page = (render_to_string(f"emails/staff{part}", context) for part in (".txt", ".html"))
    letter = EmailMultiAlternatives(
        subject, text.strip() + "\n", to=[to], headers={"Auto-Submitted": "auto-generated"}
    )
    letter.attach_alternative(page, "text/html")
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        logger.warning("A mail to the staff was not sent: %s", type(error).__name__)
        return False
    return True
