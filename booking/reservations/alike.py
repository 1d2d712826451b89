"""Two appointments of one person for one matter (rule 6): staff are told the other's number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from booking.models import Booking, BookingItem
from booking.reservations.refusals import DuplicateError, HasAnotherError


@contextmanager
def other_named(
    offerings: Iterable[int], fingerprint: str, *, but: Booking | None = None
) -> Iterator[None]:
    """Raise HasAnotherError for a DuplicateError; to be put around the transaction it ends."""
    try:
        yield
    except HasAnotherError:
        raise
    except DuplicateError as error:
        raise HasAnotherError(_numbers(offerings, fingerprint, but)) from error


@contextmanager
def other_of(booking: Booking, *offerings: int) -> Iterator[None]:
    """The same for a booking that is there already, for its own matters unless told."""
    person = booking.person
    wanted = offerings or [item.offering_id for item in booking.items.all()]
    with other_named(wanted, person.fingerprint if person else "", but=booking):
        yield


def _numbers(offerings: Iterable[int], fingerprint: str, but: Booking | None) -> list[str]:
    rows = BookingItem.objects.filter(offering__in=offerings, identity=fingerprint)
    others = rows if but is None else rows.exclude(booking=but)
    return [str(item.booking) for item in others.select_related("booking")]
