"""Who may come in today: what the door needs to know, and nothing more.

Somebody with an old paper is on the list too: as cancelled, as moved to another day, or as
somebody who has to choose again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from booking import keys, prepared
from booking.models import Reservation
from offices.models import Office
from offices.moments import midnight

# $1 the office, $2 and $3 the day. Whoever was moved away is looked for among appointments of other
# days, from a month before on, because what a time was before is found by its reservation only.
ARRIVALS = """
SELECT lower(r.during), p.family_name, b.number, r.status, b.id
FROM booking_reservation r
JOIN offices_desk d ON d.id = r.desk_id
JOIN booking_booking b ON b.reservation_id = r.id
JOIN booking_attendee p ON p.booking_id = b.id AND p.position = 0
WHERE d.office_id = $1 AND r.during && tstzrange($2, $3) AND lower(r.during) >= $2
  AND r.status IN ('booked', 'attended', 'missed', 'cancelled') AND b.confirmed_at IS NOT NULL
UNION ALL
SELECT h.at, p.family_name, b.number, 'moved', b.id
FROM booking_reservation r
JOIN offices_desk d ON d.id = r.desk_id
JOIN booking_booking b ON b.reservation_id = r.id AND b.sequence > 0
JOIN booking_attendee p ON p.booking_id = b.id AND p.position = 0
CROSS JOIN LATERAL (
  SELECT max(lower(during)) AS at FROM booking_reservationhistory
  WHERE pgh_obj_id = r.id AND status = 'booked' AND lower(during) >= $2 AND lower(during) < $3
) AS h
WHERE d.office_id = $1 AND r.during && tstzrange($2 - INTERVAL '31 days', NULL)
  AND NOT (lower(r.during) >= $2 AND lower(r.during) < $3)
  AND r.status IN ('booked', 'attended', 'missed', 'cancelled') AND h.at IS NOT NULL
  AND b.confirmed_at IS NOT NULL
UNION ALL
SELECT a.starts_at, p.family_name, b.number, 'again', b.id
FROM booking_affected a
JOIN booking_booking b ON b.id = a.booking_id AND b.confirmed_at IS NULL
JOIN booking_attendee p ON p.booking_id = b.id AND p.position = 0
WHERE b.office_id = $1 AND a.decision = 'again' AND a.status = 'done'
  AND a.starts_at >= $2 AND a.starts_at < $3
ORDER BY 1, 2, 3
"""
A_DAY = timedelta(days=1)


class Standing(Enum):
    VALID = "valid"
    CANCELLED = "cancelled"
    MISSED = "missed"
    MOVED = "moved"  # to another day
    AGAIN = "again"  # could not stay; no other time was booked since


STANDINGS = {
    Reservation.Status.BOOKED: Standing.VALID,
    Reservation.Status.ATTENDED: Standing.VALID,
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """`begins` in UTC: when it is, or was before it went to another day."""

    begins: datetime
    family_name: str
    number: str
    standing: Standing
    booking: int

    @property
    def spoken_number(self) -> str:
        return keys.spoken(self.number)


def arrivals(office: Office, day: date) -> list[Arrival]:
    """By time; without holds, and without people who were forgotten. One statement."""
    begins, ends = midnight(day, office.zone), midnight(day + A_DAY, office.zone)
    rows = prepared.rows("arrivals", ARRIVALS, office.pk, begins, ends)
    return [
        Arrival(at, name, number, STANDINGS.get(status) or Standing(status), booking)
        for at, name, number, status, booking in rows
    ]
