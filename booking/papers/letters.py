"""Invitations on paper: in the person's language and in German, several in one file.

Whoever had an appointment that could not stay reads first what has become of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from booking.models import Affected, Booking, Stage, stage_of
from booking.models.affected import explained_by
from booking.papers.codes import qr_svg
from booking.papers.paperwork import to_bring
from booking.papers.pdf import render_pdf
from booking.papers.whereabouts import whereabouts
from offices.moments import clock_at, day_at, day_in_words

GERMAN = "de"


def letters_pdf(bookings: Iterable[Booking], *, now: datetime) -> bytes:
    """Make one letter for each booking that was invited, each on a page of its own."""
    with translation.override(GERMAN):
        title = _("Invitation to an appointment")
    letters = [_letter(booking, now) for booking in bookings]
    return render_pdf("invitation.html", {"title": title, "letters": letters}, GERMAN)


def _letter(booking: Booking, now: datetime) -> dict[str, Any]:
    with translation.override(booking.language):
        path = reverse("citizen:link", args=[booking.number, booking.link_token])
        qr = qr_svg(f"{settings.BASE_URL}{path}", _("Code that opens your invitation"))
    why, zone = explained_by(booking), booking.office.zone
    written = (why and why.done_at) or booking.invitation.invited_at
    today = day_at(now, zone)
    languages = dict.fromkeys((booking.language, GERMAN))
    return {
        "booking": booking,
        "person": booking.attendees.filter(position=0).first(),
        "on": day_in_words(day_at(written, zone), GERMAN),
        "qr": qr,
        "site": urlsplit(settings.BASE_URL).netloc,
        "sender": booking.office.place_on(today),
        "versions": [
            _version(booking, one, today) | _before(booking, why, one) | _kept(booking, one, now)
            for one in languages
        ],
    }


def _version(booking: Booking, language: str, today: date) -> dict[str, Any]:
    latest = booking.invitation.latest
    with translation.override(language):
        return {
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "authority": booking.office.authority.name,
            "whereabouts": whereabouts(booking.office, today, latest, language),
            "latest": day_in_words(latest, language),
            "matters": to_bring(booking, language),
        }


def _before(booking: Booking, why: Affected | None, language: str) -> dict[str, Any]:
    """What was, and why it is not any more; the office's own words where it has written them in
    this language.
    """
    if why is None:
        return {}
    with translation.override(language):
        reasons = [line for line in why.change.explanation() if line]
    return {"before": _when(why.starts_at, booking, language), "reasons": reasons}


def _kept(booking: Booking, language: str, now: datetime) -> dict[str, Any]:
    if stage_of(booking, now) is not Stage.KEPT:
        return {}
    taken = booking.time
    return {
        "kept": _when(taken.starts_at, booking, language),
        "until": _when(taken.expires_at or now, booking, language),
    }


def _when(moment: datetime, booking: Booking, language: str) -> str:
    zone = booking.office.zone
    return f"{day_in_words(day_at(moment, zone), language)} · {clock_at(moment, zone)}"
