"""What reservations, bookings and visits were before: triggers of the database write it down.

Nothing of it names a person. A hold is nobody's business until it is booked, so it costs nothing
here; `booking_reservation` holds what it is now.
"""

from __future__ import annotations

import pghistory
import pgtrigger

from booking.models.booking import Booking, BookingItem
from booking.models.reservation import Reservation
from booking.models.visit import Visit
from offices.models.history import remember

BOOKED = "NEW.status IN ('booked', 'attended', 'missed', 'cancelled')"


def _changed(*columns: str, when: str = "true") -> pgtrigger.Condition:
    old, new = (", ".join(f"{row}.{one}" for one in columns) for row in ("OLD", "NEW"))
    return pgtrigger.Condition(f"ROW({old}) IS DISTINCT FROM ROW({new}) AND {when}")


remember(
    Reservation,
    pghistory.InsertEvent(condition=pgtrigger.Condition(BOOKED)),
    pghistory.UpdateEvent(condition=_changed("desk_id", "during", "status", "reason", when=BOOKED)),
    fields=["desk", "during", "kind", "status", "reason", "series"],
)
remember(
    Booking,
    pghistory.UpdateEvent(
        condition=_changed(
            "office_id",
            "confirmed_at",
            "ended_at",
            "version",
            "sequence",
            when="NEW.confirmed_at IS NOT NULL",
        )
    ),
    fields=["office", "reservation", "confirmed_at", "ended_at", "version", "sequence"],
)
# The matter as it was before.
remember(
    BookingItem,
    pghistory.UpdateEvent(row="OLD", condition=_changed("offering_id", "persons")),
    fields=["booking", "offering", "persons", "position"],
)
remember(Visit)
