"""Which documents are missing, on paper: in the person's language and in German."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from booking.models import Booking
from booking.papers.pdf import render_pdf
from booking.papers.whereabouts import soon
from offices.wording import in_words

GERMAN = "de"


def missing_pdf(booking: Booking, language: str, *, now: datetime) -> bytes:
    """Make the list of what must be brought next time, as somebody ticked it at the counter."""
    with translation.override(language):
        title = _("Please bring this next time")
    versions = [_version(booking, one, now) for one in dict.fromkeys((language, GERMAN))]
    context = {"title": title, "booking": booking, "versions": versions}
    return render_pdf("missing.html", context, language)


def _version(booking: Booking, language: str, now: datetime) -> dict[str, Any]:
    rows = booking.checked.filter(is_there=False).select_related("document")
    with translation.override(language):
        return {
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "authority": booking.authority.name,
            "whereabouts": soon(booking.office, now, language),
            "documents": [_words(row.document, language) for row in rows.order_by("document")],
        }


def _words(document: Any, language: str) -> tuple[str, str]:
    row = vars(document)
    return in_words(row, "name", language), in_words(row, "condition", language)
