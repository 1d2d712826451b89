"""What a mail says, as values, and the words that several of them share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from booking.models import Booking
from offices.moments import clock_at, day_at, day_in_words


@dataclass(frozen=True)
class Said:
    """A headline, a few sentences, and what the link below them is for.

    `time` is the one that counts now: it stands in big letters below the headline.
    """

    headline: str
    lines: list[str] = field(default_factory=list)
    link_for: str = ""
    time: str = ""


def when(moment: datetime, booking: Booking, language: str) -> str:
    """Day and time on the office's clock: Monday, 30 November 2026 · 09:05."""
    zone = booking.office.zone
    return f"{day_in_words(day_at(moment, zone), language)} · {clock_at(moment, zone)}"
