"""What a paper, or a number said aloud, is worth today at the door of an office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from booking import keys
from booking.models import Booking, Reservation
from booking.papers.proof import Proof, Verdict, has_to_choose_again, judge, proof_of
from offices.models import Office
from offices.moments import day_at

ADDRESS = re.compile(
    r"/proof/(?P<number>\w{8})/(?P<office>\d{1,18})/(?P<day>\d{4}-\d\d-\d\d)"
    r"/(?P<sequence>\d{1,9})/(?P<token>[\w-]+)"
)
# What a scanner types that takes a German keyboard for an American one, key by key.
AMERICAN = str.maketrans("-ßyzYZÖ?", "/-zyZY:_")


class Answer(Enum):
    HERE = "here"  # valid, today, at this office
    OVER = "over"  # it was today, here; its time is over, or somebody noted that nobody came
    OTHER_DAY = "other_day"
    OTHER_OFFICE = "other_office"
    CHANGED = "changed"  # moved or cancelled since
    AGAIN = "again"  # could not stay: the person has to choose again
    ERASED = "erased"  # genuine; nothing more is known
    UNKNOWN = "unknown"  # no appointment of this authority has the number
    FALSE = "false"


@dataclass(frozen=True)
class Checked:
    """The answer, and as much of the appointment as it is about; `starts_at` in UTC.

    `is_old`: something has changed since the paper. `booking` where something of it is told.
    """

    answer: Answer
    number: str = ""
    day: date | None = None
    office: int | None = None
    starts_at: datetime | None = None
    has_come: bool = False
    is_old: bool = False
    booking: int | None = None

    @property
    def spoken_number(self) -> str:
        return keys.spoken(self.number)


def read_paper(typed: str) -> tuple[Proof, str] | None:
    """What a paper says of itself and its signature, read from its address; None if it is none."""
    found = ADDRESS.search(typed) or ADDRESS.search(typed.translate(AMERICAN))
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    proof = Proof(found["number"], int(found["office"]), day, int(found["sequence"]))
    return proof, found["token"]


def check_paper(proof: Proof, token: str, *, at: Office, now: datetime) -> Checked:
    """`now` is in UTC, and today is a day of the calendar of the office `at`."""
    verdict = judge(proof, token, now=now)
    if verdict is Verdict.FALSE:
        return Checked(Answer.FALSE)
    if verdict is Verdict.ERASED:
        return Checked(Answer.ERASED, proof.number)
    if verdict is Verdict.AGAIN:
        return Checked(Answer.AGAIN, proof.number)
    if verdict in (Verdict.REPLACED, Verdict.CHANGED):
        return _since(proof, at, now)
    return _where_and_when(proof, at, now)


def check_number(number: str, *, at: Office, now: datetime) -> Checked:
    """The same for a number of the office's authority, for whoever has no paper."""
    found = _booking(number, at)
    if found is None:
        waits = _waits(number, at, now)
        return Checked(Answer.AGAIN if waits else Answer.UNKNOWN, number)
    proof = proof_of(found)
    return check_paper(proof, proof.token, at=at, now=now)


def _booking(number: str, at: Office) -> Booking | None:
    mine = Booking.objects.filter(authority=at.authority_id, confirmed_at__isnull=False)
    timed = mine.filter(number=number, reservation__isnull=False)
    return timed.select_related("office", "reservation").first()


def _waits(number: str, at: Office, now: datetime) -> bool:
    mine = Booking.objects.filter(authority=at.authority_id, number=number)
    found = mine.select_related("office", "reservation").first()
    return found is not None and has_to_choose_again(found, now)


def _since(proof: Proof, at: Office, now: datetime) -> Checked:
    """A paper of before: whoever has a valid time today all the same is not sent away."""
    found = _booking(proof.number, at)
    fresh = proof_of(found) if found else proof
    if fresh != proof:
        checked = check_paper(fresh, fresh.token, at=at, now=now)
        if checked.answer is Answer.HERE:
            return replace(checked, is_old=True)
    return Checked(Answer.CHANGED, proof.number)


def _where_and_when(proof: Proof, at: Office, now: datetime) -> Checked:
    told = Checked(Answer.OTHER_OFFICE, proof.number, proof.day, proof.office)
    if proof.office != at.pk:
        return told
    if proof.day != day_at(now, at.zone):
        return replace(told, answer=Answer.OTHER_DAY)
    found = _booking(proof.number, at)
    if found is None:  # erased in this moment
        return Checked(Answer.ERASED, proof.number)
    taken = found.time
    has_come = taken.status == Reservation.Status.ATTENDED
    is_over = not has_come and (taken.status == Reservation.Status.MISSED or taken.ends_at <= now)
    return replace(
        told,
        answer=Answer.OVER if is_over else Answer.HERE,
        starts_at=taken.starts_at,
        has_come=has_come,
        booking=found.pk,
    )
