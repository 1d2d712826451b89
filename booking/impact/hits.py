"""People whose time would not fit any more, each with what is needed to decide about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from booking import prepared
from booking.availability import Ask, fitting_desks, responsible_for_name
from booking.impact.giving import given
from booking.models import Reservation
from offices import showcase
from offices.models import Audience, Offering, Office, Responsibility

LINES = """
SELECT r.id, b.id, r.desk_id, lower(r.during), upper(r.during), r.status = 'booked',
  b.number, b.language, p.family_name, p.given_names, c.phone,
  ARRAY(SELECT offering_id FROM booking_bookingitem WHERE booking_id = b.id ORDER BY position),
  EXISTS (SELECT FROM booking_contact WHERE booking_id = b.id AND email <> ''),
  COALESCE(i.is_order, false),
  r.expires_at IS NOT DISTINCT FROM i.kept_until AND i.kept_until IS NOT NULL
    OR q.status IS NOT DISTINCT FROM 'offered',
  CASE WHEN i.withdrawn_at IS NULL AND i.latest >= $2 THEN i.latest END,
  q.id IS NOT NULL
FROM booking_reservation r JOIN booking_booking b ON b.reservation_id = r.id
LEFT JOIN booking_attendee p ON p.booking_id = b.id AND p.position = 0
LEFT JOIN booking_contact c ON c.booking_id = b.id AND c.role = 'person'
LEFT JOIN booking_invitation i ON i.booking_id = b.id
LEFT JOIN booking_request q ON q.booking_id = b.id
WHERE r.id = ANY ($1) ORDER BY lower(r.during), r.id
"""
# Their matters, and the desks that are responsible for their name.
Alike = tuple[tuple[int, ...], tuple[int, ...] | None]


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
    invited_until: date | None  # while the invitation is good
    has_request: bool
    other_desk: int | None = None

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.family_name, self.given_names) if part)

    @property
    def minutes(self) -> int:
        return (self.ends - self.begins) // timedelta(minutes=1)


def hits_of(reservations: Iterable[int], today: date) -> list[Hit]:
    """In order of time; `today` is a day of the office's calendar."""
    return [Hit(*row) for row in prepared.rows("hit_lines", LINES, list(reservations), today)]


def free_held(hits: Iterable[Hit]) -> list[Hit]:
    """Let go of times that are only held; return whose they were.

    A hold that is booked at this very moment is waited for, and left.
    """
    held = {hit.reservation: hit for hit in hits if not hit.is_booked}
    rows = Reservation.objects.filter(pk__in=held, status=Reservation.Status.HELD).order_by("pk")
    freed = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    Reservation.objects.filter(pk__in=freed).update(status=Reservation.Status.LAPSED)
    return [held[pk] for pk in freed]


def with_other_desks(office: Office, hits: Sequence[Hit], *, now: datetime) -> list[Hit]:
    """Find each a desk that is free at its own time, no desk for two of them at once."""
    possible = _possible(office, hits, now)
    found = given(hits, [possible[hit.booking] for hit in hits])
    return [replace(hit, other_desk=desk) for hit, desk in zip(hits, found, strict=True)]


def _possible(office: Office, hits: Sequence[Hit], now: datetime) -> dict[int, list[int]]:
    """Every desk but their own where they would fit, by booking."""
    responsible = _responsible(office, hits)
    alike: defaultdict[Alike, list[Hit]] = defaultdict(list)
    for hit in hits:
        alike[tuple(sorted(hit.offerings)), responsible.get(hit.booking)].append(hit)
    asked = [
        (_ask(office, who, some), [(hit.begins, hit.ends) for hit in some])
        for who, some in alike.items()
    ]
    found = fitting_desks(asked, now=now)
    return {
        hit.booking: [desk for desk in desks if desk != hit.desk]
        for some, fitting in zip(alike.values(), found, strict=True)
        for hit, desks in zip(some, fitting, strict=True)
    }


def _ask(office: Office, alike: Alike, hits: Sequence[Hit]) -> Ask:
    """About all their times, in all hours with appointments."""
    offerings, desks = alike
    return Ask(
        office=office.pk,
        timezone=office.timezone,
        grid_minutes=office.grid_minutes,
        offerings=offerings,
        minutes=0,
        earliest=min(hit.begins for hit in hits),
        latest=max(hit.ends for hit in hits),
        desks=desks,
        audiences=(Audience.PUBLIC, Audience.INTERNAL),
    )


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
