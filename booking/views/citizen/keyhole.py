"""Opening a booking with what stands on a paper: its number and something secret.

A wrong answer always comes after the same time, so that nobody learns which numbers exist.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

from django.http import HttpRequest

from booking import floods
from booking.models import Booking

WRONG_TAKES = 0.5  # seconds; more than finding out ever needs


def unlock(request: HttpRequest, number: str, fits: Callable[[Booking], bool]) -> Booking | None:
    """Give the booking of this number if the secret fits it. Raises TooManyError."""
    begun = monotonic()
    floods.count_pin(request, number)
    booking = Booking.objects.filter(number=number).first()
    if booking is not None and fits(booking):
        return booking
    sleep(max(0.0, begun + WRONG_TAKES - monotonic()))
    return None
