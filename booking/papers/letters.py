"""Invitations on paper: in the person's language and in German, several in one file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from booking.models import Booking
from booking.papers.codes import qr_svg
from booking.papers.paperwork import to_bring
from booking.papers.pdf import render_pdf
from booking.papers.whereabouts import whereabouts
from offices.moments import day_at, day_in_words

GERMAN = "de"


def letters_pdf(bookings: Iterable[Booking], *, now: datetime) -> bytes:
    """Make one letter for each booking that was invited, each on a page of its own."""
    with translation.override(GERMAN):
        title = _("Invitation to an appointment")
    return render_pdf(
        "invitation.html",
        {"title": title, "letters": (_letter(one, now) for one in bookings)},
        GERMAN,
    )


def _letter(booking: Booking, now: datetime) -> dict[str, Any]:
    with translation.override(booking.language):
        path = reverse("citizen:link", args=[booking.number, booking.link_token])
        qr = qr_svg(f"{settings.BASE_URL}{path}", _("Code that opens your invitation"))
    zone = booking.office.zone
    invited_on, today = day_at(booking.invitation.invited_at, zone), day_at(now, zone)
    languages = dict.fromkeys((booking.language, GERMAN))
    return {
        "booking": booking,
        "person": booking.attendees.filter(position=0).first(),
        "on": day_in_words(invited_on, GERMAN),
        "qr": qr,
        "site": urlsplit(settings.BASE_URL).netloc,
        "sender": booking.office.place_on(today),
        "versions": [_version(booking, one, today) for one in languages],
    }


def _version(booking: Booking, language: str, today: date) -> dict[str, Any]:
    latest = booking.invitation.latest
    with translation.override(language):
        return {
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "authority": booking.office.authority.name,
            "office": booking.office.name,
            "whereabouts": whereabouts(booking.office, today, latest, language),
            "latest": day_in_words(latest, language),
            "matters": to_bring(booking, language),
        }
