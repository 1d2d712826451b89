"""Saying once more what says everything, of whatever stage a booking stands at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from booking import notifications
from booking.models import Affected, Booking, Message
from booking.models.affected import explained_by
from booking.models.stage import Stage, stage_of
from booking.reservations.refusals import OverError

# At the stages at which there is something to say.
LETTER_OF = {
    Stage.BOOKED: Message.Kind.CONFIRMATION,
    Stage.CANCELLED: Message.Kind.CANCELLATION,
    Stage.INVITED: Message.Kind.INVITATION,
    Stage.KEPT: Message.Kind.CHOOSE_AGAIN,
    Stage.ASKED: Message.Kind.RECEIPT,
    Stage.QUESTION: Message.Kind.QUESTION,
    Stage.OFFERED: Message.Kind.OFFER,
}
# Nobody is invited out of the blue who had an appointment.
BECAUSE = {
    (Stage.INVITED, Affected.Decision.AGAIN): Message.Kind.CHOOSE_AGAIN,
    (Stage.INVITED, Affected.Decision.GIVEN_BACK): Message.Kind.OFFER_OVER,
}
EXPLAINED = (Message.Kind.CHOOSE_AGAIN, Message.Kind.OFFER_OVER, Message.Kind.CANCELLATION)


def say_everything(booking: Booking, *, now: datetime) -> None:
    """Raises OverError where there is nothing to say."""
    kind, facts = letter_of(booking, now=now)
    if kind is None:
        raise OverError
    notifications.owe(booking, kind, now=now, **facts)


def letter_of(booking: Booking, *, now: datetime) -> tuple[Message.Kind | None, dict[str, Any]]:
    """Which message says it, and what it has to know beside the booking."""
    stage = stage_of(booking, now)
    kind, why = LETTER_OF.get(stage), explained_by(booking)
    if why is not None:
        kind = BECAUSE.get((stage, Affected.Decision(why.decision)), kind)
    if kind is Message.Kind.QUESTION:
        return kind, {"note": booking.notes.filter(from_office=True).last()}
    if why is not None and kind in EXPLAINED:
        return kind, {"before": why.starts_at, "change": why.change}
    return kind, {}
