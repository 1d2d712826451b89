"""What somebody of the staff has begun and what still waits: to be looked at before they go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from booking.models import Invitation, Request, Reservation
from offices.models import Office, User
from offices.moments import day_at

# Which requests wait for somebody: not answered yet, or for an answer of the person.
UNSETTLED = (
    Q(status=Request.Status.OPEN)
    | Q(status=Request.Status.QUESTION)
    | Q(status=Request.Status.OFFERED, booking__confirmed_at=None)
)


@dataclass(frozen=True)
class OpenWork:
    """At one office: requests they answered last, invitations they sent, times they blocked."""

    office: Office
    requests: list[Request]
    invitations: list[Invitation]
    blocks: list[Reservation]

    def __bool__(self) -> bool:
        return bool(self.requests or self.invitations or self.blocks)


def open_work(user: User, authority: int, now: datetime) -> list[OpenWork]:
    """At each office of the authority where something of theirs waits; `now` is in UTC."""
    offices = Office.objects.filter(authority=authority).select_related("authority")
    found = (_at(office, user, now) for office in offices.order_by("pk"))
    return [one for one in found if one]


def _at(office: Office, user: User, now: datetime) -> OpenWork:
    near = "booking__authority", "booking__office", "booking__reservation"
    requests = Request.objects.filter(UNSETTLED, booking__office=office, answered_by=user)
    sent = Invitation.objects.filter(booking__office=office, invited_by=user)
    waiting = sent.filter(booking__forgotten_at=None).to_choose(day_at(now, office.zone))
    return OpenWork(
        office,
        list(
            requests.filter(booking__forgotten_at=None)
            .select_related(*near, "booking__invitation")
            .by_urgency()
        ),
        list(waiting.select_related(*near, "booking__request").order_by("latest", "pk")),
        _blocks(office, user, now),
    )


def _blocks(office: Office, user: User, now: datetime) -> list[Reservation]:
    """Who blocked a time stands in its history alone."""
    to_come = Reservation.objects.filter(
        kind=Reservation.Kind.BLOCK,
        status=Reservation.Status.BOOKED,
        desk__office=office,
        during__endswith__gt=now,
    )
    theirs = to_come.filter(history__pgh_label="insert", history__pgh_context__user=user.pk)
    return list(theirs.select_related("desk").order_by("during", "pk"))
