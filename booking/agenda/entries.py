"""Reservations with the people they are for, as one statement for the whole day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from booking import keys, prepared
from booking.models import Reservation, Talk

# So long after its start an appointment counts as late, and "did not come" is proposed.
GRACE = timedelta(minutes=15)

ENTRIES = """
SELECT r.id, r.desk_id, lower(r.during), upper(r.during), r.kind, r.status, r.reason, r.series,
  b.id, b.number, b.language, b.talk, b.needs, b.clashed_at IS NOT NULL,
  p.family_name, p.given_names, i.offerings, i.persons, v.result
FROM booking_reservation r
JOIN offices_desk d ON d.id = r.desk_id
LEFT JOIN booking_booking b ON b.reservation_id = r.id
LEFT JOIN booking_attendee p ON p.booking_id = b.id AND p.position = 0 AND r.status <> 'held'
LEFT JOIN booking_visit v ON v.booking_id = b.id
LEFT JOIN LATERAL (
  SELECT array_agg(offering_id ORDER BY position) AS offerings, max(persons) AS persons
  FROM booking_bookingitem WHERE booking_id = b.id) AS i ON true
WHERE d.office_id = $1 AND r.during && tstzrange($2, $3)
  AND (r.status IN ('booked', 'attended', 'missed') OR r.status = 'held' AND r.expires_at > $4)
ORDER BY lower(r.during), d.position, r.id
"""


class State(Enum):
    """Where an entry of the calendar stands, in one word."""

    BLOCKED = "blocked"
    HELD = "held"  # somebody is typing, or was offered the time
    BOOKED = "booked"
    LATE = "late"
    HERE = "here"
    OVER = "over"  # was here, and somebody said what came of it
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A reservation as staff see it; instants in UTC. Nobody is named while a time is only held."""

    reservation: int
    desk: int
    begins: datetime
    ends: datetime
    kind: str
    status: str
    reason: str
    series: str | None
    booking: int | None
    number: str | None
    language: str | None
    talk: str | None
    needs: list[str] | None
    is_clashed: bool | None
    family_name: str | None
    given_names: str | None
    offerings: list[int] | None
    persons: int | None
    result: str | None

    @property
    def name(self) -> str:
        """Family name first; empty where nobody is named, or the person was forgotten."""
        if not self.family_name:
            return ""
        return ", ".join(filter(None, (self.family_name, self.given_names)))

    @property
    def spoken_number(self) -> str:
        return keys.spoken(self.number or "")

    @property
    def needs_translation(self) -> bool:
        """Whether the person said that they have nobody to translate."""
        return self.talk == Talk.NOBODY

    def state(self, now: datetime) -> State:
        if self.kind == Reservation.Kind.BLOCK:
            return State.BLOCKED
        if self.status == Reservation.Status.BOOKED:
            return State.LATE if self.begins + GRACE <= now else State.BOOKED
        if self.status == Reservation.Status.ATTENDED:
            return State.OVER if self.result else State.HERE
        return State.MISSED if self.status == Reservation.Status.MISSED else State.HELD


def entries_between(office: int, begins: datetime, ends: datetime, *, now: datetime) -> list[Entry]:
    """All that touches [begins, ends) at the desks of the office, in order of time and desk."""
    return [Entry(*row) for row in prepared.rows("entries", ENTRIES, office, begins, ends, now)]
