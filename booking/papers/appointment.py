"""The appointment on paper: in the person's language, and in German for whoever is shown it."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from booking.models import Booking
from booking.papers.codes import qr_svg
from booking.papers.paperwork import legal, to_bring
from booking.papers.pdf import render_pdf
from booking.papers.proof import proof_url
from offices.moments import clock_at, day_at, day_in_words

GERMAN = "de"


def appointment_pdf(booking: Booking, language: str) -> bytes:
    """Make the paper of a booked appointment."""
    with translation.override(language):
        title = _("Your appointment")
        qr = qr_svg(proof_url(booking), _("Code to check this paper"))
    versions = [_version(booking, one) for one in dict.fromkeys((language, GERMAN))]
    context = {"title": title, "booking": booking, "qr": qr, "versions": versions}
    return render_pdf("appointment.html", context, language)


def _version(booking: Booking, language: str) -> dict[str, Any]:
    office, starts_at = booking.office, booking.time.starts_at
    with translation.override(language):
        return {
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "day": day_in_words(day_at(starts_at, office.zone), language),
            "time": clock_at(starts_at, office.zone),
            "authority": office.authority.name,
            "office": booking.place.name,
            "place": booking.place,
            "matters": to_bring(booking, language),
            "legal": legal(booking, language),
        }
