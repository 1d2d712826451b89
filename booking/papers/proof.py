"""Whether a paper is genuine: its QR carries number, office, day and sequence, and a signature.

The signature is checked without the database, so that it still speaks when the data is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from booking import keys
from booking.models import Booking, Stage, stage_of
from booking.models.affected import explained_by

GERMAN = "de"


class Verdict(Enum):
    VALID = "valid"
    PAST = "past"
    REPLACED = "replaced"  # on the same day, but time, matter or place have changed since
    CHANGED = "changed"  # moved to another day or cancelled since
    AGAIN = "again"  # could not stay: the person has to choose again
    ERASED = "erased"  # genuine; nothing more is known
    FALSE = "false"


@dataclass(frozen=True)
class Proof:
    """What a paper says of itself; `day` is of the office's calendar."""

    number: str
    office: int
    day: date
    sequence: int

    @property
    def token(self) -> str:
        return keys.proof_token(*self._values)

    def is_signed(self, token: str) -> bool:
        return keys.is_proof_token(token, *self._values)

    @property
    def _values(self) -> tuple[object, ...]:
        return self.number, self.office, self.day.isoformat(), self.sequence


def proof_of(booking: Booking) -> Proof:
    day = booking.time.starts_at.astimezone(booking.office.zone).date()
    return Proof(booking.number, booking.office_id, day, booking.sequence)


def proof_url(booking: Booking) -> str:
    """The whole address, in German for whoever checks the paper; no name in it."""
    proof = proof_of(booking)
    day = proof.day.isoformat()
    with translation.override(GERMAN):
        path = reverse(
            "citizen:proof", args=[proof.number, proof.office, day, proof.sequence, proof.token]
        )
    return f"{settings.BASE_URL}{path}"


def judge(proof: Proof, token: str, *, now: datetime) -> Verdict:
    if not proof.is_signed(token):
        return Verdict.FALSE
    booking = Booking.objects.select_related("office", "reservation").filter(number=proof.number)
    found = booking.first()
    if found is None:
        return Verdict.ERASED
    if has_to_choose_again(found, now):
        return Verdict.AGAIN
    # Also of somebody who has erased their data: with it the appointment was cancelled.
    if found.reservation is None or proof_of(found) != proof:
        return Verdict.REPLACED if _is_still_then(found, proof, now) else Verdict.CHANGED
    if found.forgotten_at is not None:
        return Verdict.ERASED
    return {Stage.BOOKED: Verdict.VALID, Stage.PAST: Verdict.PAST}.get(
        stage_of(found, now), Verdict.CHANGED
    )


def _is_still_then(booking: Booking, proof: Proof, now: datetime) -> bool:
    """Whether there is an appointment to come at this office on the day of an older paper."""
    if booking.reservation is None or stage_of(booking, now) is not Stage.BOOKED:
        return False
    return replace(proof_of(booking), sequence=proof.sequence) == proof


def has_to_choose_again(booking: Booking, now: datetime) -> bool:
    """Whether it had an appointment that could not stay, and none was booked since."""
    stage = stage_of(booking, now)
    if booking.confirmed_at is not None or stage not in (Stage.KEPT, Stage.INVITED, Stage.OVERDUE):
        return False
    return explained_by(booking) is not None
