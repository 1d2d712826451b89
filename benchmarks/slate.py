"""Every round begins with the same calendar, and nobody has asked for anything yet."""

from __future__ import annotations

import os
from contextlib import closing

import redis

from booking.models import Booking, Reservation


def wipe() -> None:
    """Take back whatever people have held or booked; reservations without a person stay."""
    taken = list(Booking.objects.values_list("reservation", flat=True))
    Booking.objects.all().delete()
    Reservation.objects.filter(pk__in=taken).delete()
    forget_floods()


def forget_floods() -> None:
    """Or the made-up people, who come again in every round, would be sent away as a program."""
    with closing(redis.from_url(os.environ["REDIS_URL"])) as store:
        for key in store.scan_iter("LIMITS*"):
            store.delete(key)
