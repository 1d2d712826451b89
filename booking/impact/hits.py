"""People whose time would not fit any more, each with what is needed to decide about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from booking import prepared
from booking.availability import Ask, fitting_desks, responsible_for_name
from offices import showcase
from offices.models import Audience, Offering, Office, Responsibility

LINES = """
SELECT r.id, b.id, r.desk_id, lower(r.during), upper(r.during), r.status = 'booked',
  b.number, b.language, p.family_name, p.given_names, c.phone,
  ARRAY(SELECT offering_id FROM booking_bookingitem WHERE booking_id = b.id ORDER BY position),
  EXISTS (SELECT FROM booking_contact WHERE booking_id = b.id AND email <> ''),
  COALESCE(i.is_order, false),
  r.expires_at IS NOT DISTINCT FROM i.kept_until AND i.kept_until IS NOT NULL
    OR q.status IS NOT DISTINCT FROM 'offered'
FROM booking_reservation r JOIN booking_booking b ON b.reservation_id = r.id
LEFT JOIN booking_attendee p ON p.booking_id = b.id AND p.position = 0
LEFT JOIN booking_contact c ON c.booking_id = b.id AND c.role = 'person'
LEFT JOIN booking_invitation i ON i.booking_id = b.id
LEFT JOIN booking_request q ON q.booking_id = b.id
WHERE r.id = ANY ($1) ORDER BY lower(r.during), r.id
"""
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hit:
    """A booking at its time; instants in UTC. `other_desk` could take it at the same time."""

    reservation: int
    booking: int
    desk: int
    begins: datetime
    ends: datetime
    is_booked: bool
    number: str
    language: str
    family_name: str | None
    given_names: str | None
    phone: str | None
    offerings: Sequence[int]
    has_email: bool
    is_ordered: bool
    is_kept: bool  # the office keeps or has offered this time; otherwise somebody is still typing
    other_desk: int | None = None

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.family_name, self.given_names) if part)

    @property
    def minutes(self) -> int:
        return (self.ends - self.begins) // timedelta(minutes=1)


def hits_of(reservations: Iterable[int]) -> list[Hit]:
    """In order of time."""
    return [Hit(*row) for row in prepared.rows("hit_lines", LINES, list(reservations))]


def with_other_desks(office: Office, hits: Sequence[Hit], *, now: datetime) -> list[Hit]:
    """Find each a desk that is free at its own time, no desk for two of them at once.

    Whoever has the fewest possibilities chooses first. Asked once for all.
    """
    possible = fitting_desks(_asks(office, hits), now=now)
    taken: dict[int, list[Hit]] = {}
    found: dict[int, int] = {}
    for hit, desks in sorted(zip(hits, possible, strict=True), key=lambda pair: len(pair[1])):
        free = [desk for desk in desks if desk != hit.desk and _is_free(taken.get(desk, ()), hit)]
        if free:
            found[hit.booking] = free[0]
            taken.setdefault(free[0], []).append(hit)
    return [replace(hit, other_desk=found.get(hit.booking)) for hit in hits]


def _is_free(taken: Iterable[Hit], hit: Hit) -> bool:
    return all(other.ends <= hit.begins or hit.ends <= other.begins for other in taken)


def _asks(office: Office, hits: Sequence[Hit]) -> list[Ask]:
    """Each about its own start, for the time it really takes, in all hours with appointments."""
    desks = _responsible(office, hits)
    return [
        Ask(
            office=office.pk,
            timezone=office.timezone,
            grid_minutes=office.grid_minutes,
            offerings=tuple(sorted(hit.offerings)),
            minutes=hit.minutes,
            earliest=hit.begins,
            latest=hit.begins + INSTANT,
            desks=desks.get(hit.booking),
            audiences=(Audience.PUBLIC, Audience.INTERNAL),
        )
        for hit in hits
    ]


def _responsible(office: Office, hits: Sequence[Hit]) -> dict[int, tuple[int, ...]]:
    """The desks for the names, by booking, where the office divides people by their names."""
    if not Responsibility.objects.filter(desk__office=office).exists():
        return {}
    wanted = {offering for hit in hits for offering in hit.offerings}
    offerings = showcase.for_the_calendar().in_bulk(wanted)
    found = {hit.booking: _desks(hit, offerings) for hit in hits if hit.family_name}
    return {booking: desks for booking, desks in found.items() if desks is not None}


def _desks(hit: Hit, offerings: dict[int, Offering]) -> tuple[int, ...] | None:
    each = (responsible_for_name(offerings[pk], hit.family_name or "") for pk in hit.offerings)
    routed = [set(desks) for desks in each if desks is not None]
    return tuple(sorted(set.intersection(*routed))) if routed else None
