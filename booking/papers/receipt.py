"""The receipt of a request on paper: when it came and what was asked, also in German."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from booking.models import Booking, HeldDocument
from booking.papers.paperwork import to_bring
from booking.papers.pdf import render_pdf
from booking.papers.typed import paragraphs
from booking.papers.whereabouts import soon
from offices.models import LegalText
from offices.moments import clock_at, day_at, day_in_words
from offices.wording import legal_texts

GERMAN = "de"


def receipt_pdf(booking: Booking, language: str, *, now: datetime) -> bytes:
    """Make the receipt; somebody may have to prove that they asked in time."""
    with translation.override(language):
        title = _("Receipt of your request")
    versions = [_version(booking, one, now) for one in dict.fromkeys((language, GERMAN))]
    context = {"title": title, "booking": booking, "versions": versions}
    return render_pdf("receipt.html", context, language)


def _version(booking: Booking, language: str, now: datetime) -> dict[str, Any]:
    asked, office = booking.request, booking.office
    with translation.override(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        return {
            "language": language,
            "dir": direction,
            "words": paragraphs(asked.matter, direction),
            "day": day_in_words(day_at(asked.asked_at, office.zone), language),
            "time": clock_at(asked.asked_at, office.zone),
            "authority": office.authority.name,
            "whereabouts": soon(office, now, language),
            "matters": [matter.name for matter in to_bring(booking, language)],
            "document": HeldDocument(asked.document).label if asked.document else "",
            "ends_on": asked.ends_on and day_in_words(asked.ends_on, language),
            "legal": _legal(booking, language),
        }


def _legal(booking: Booking, language: str) -> list[str]:
    keys = [LegalText.Key.NOT_AN_APPLICATION]
    return list(legal_texts(keys, booking.office.authority, language).values())
