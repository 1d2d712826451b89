"""Who has which time until when, kept by hand, as one would on paper.

It knows the rules and none of the code that keeps them: of the write side it imports the names
of refusals, and which desk somebody got it is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from booking.reservations import (
    AlreadyConfirmedError,
    CodeSpentError,
    DuplicateError,
    InvitationOverError,
    LapsedError,
    NoMoreTimeError,
    OverError,
    Person,
    ReservationError,
    SlotTakenError,
    WrongCodeError,
)
from offices.models import Offering

MINUTE = timedelta(minutes=1)
GRID, NOTICE, HOUR = 10 * MINUTE, 60 * MINUTE, 60 * MINUTE
HOLD, MORE, CODE_LIVES, CODE_RESTS = 15 * MINUTE, 10 * MINUTE, 20 * MINUTE, MINUTE
TRIES = 5
MONDAY = datetime(2026, 9, 14, 6, tzinfo=UTC)
WEDNESDAY, THURSDAY = date(2026, 9, 16), date(2026, 9, 17)
OPENS = [datetime(2026, 9, day, 6, tzinfo=UTC) for day in (16, 17)]  # 08:00 in Germany
OPEN = 90 * MINUTE
STARTS = [opens + n * GRID for opens in OPENS for n in range(8)]

HELD, LAPSED, BOOKED, CANCELLED = "held", "lapsed", "booked", "cancelled"
Refusal = type[ReservationError] | None


class Time(NamedTuple):
    """How a time stands: `until` only while it is held."""

    state: str
    desk: int
    begins: datetime
    ends: datetime
    until: datetime | None


@dataclass(frozen=True)
class Matter:
    offering: Offering
    length: timedelta
    desks: frozenset[int]


@dataclass
class Code:
    email: str
    issued: datetime
    tries: int = 0


@dataclass(eq=False)
class Dossier:
    """What one person has; `start` is None until a time was taken."""

    pk: int
    matter: Matter
    person: Person | None = None
    state: str = HELD
    start: datetime | None = None
    desk: int = 0
    since: datetime = MONDAY
    until: datetime = MONDAY
    code: Code | None = None
    latest: date | None = None  # the last day, for somebody invited
    withdrawn: bool = False

    @property
    def confirmed(self) -> bool:
        return self.state in (BOOKED, CANCELLED)

    def overlaps(self, start: datetime, length: timedelta) -> bool:
        mine = self.start
        return mine is not None and mine < start + length and start < mine + self.matter.length


@dataclass
class Ledger:
    now: datetime = MONDAY
    dossiers: list[Dossier] = field(default_factory=list)

    # --- what is taken, and what is free ---------------------------------------------------------
    def is_held(self, one: Dossier) -> bool:
        return one.state == HELD and one.until > self.now

    def state(self, one: Dossier) -> str:
        return LAPSED if one.state == HELD and not self.is_held(one) else one.state

    def times(self) -> dict[int, Time]:
        return {
            one.pk: Time(
                self.state(one),
                one.desk,
                one.start,
                one.start + one.matter.length,
                one.until if self.is_held(one) else None,
            )
            for one in self.dossiers
            if one.start is not None
        }

    def marks(self) -> list[tuple[int, int, str]]:
        """Of everybody who has an appointment, and of nobody else."""
        return [
            (one.pk, one.matter.offering.pk, one.person.fingerprint)
            for one in self.dossiers
            if one.state == BOOKED and one.person
        ]

    def live(self) -> list[Dossier]:
        timed = [one for one in self.dossiers if one.start is not None]
        return [one for one in timed if one.state == BOOKED or self.is_held(one)]

    def free_desks(self, matter: Matter, start: datetime, but: Dossier | None = None) -> set[int]:
        others = [one for one in self.live() if one is not but]
        taken = {one.desk for one in others if one.overlaps(start, matter.length)}
        return set(matter.desks - taken)

    def starts(self, matter: Matter, notice: timedelta = NOTICE) -> list[datetime]:
        """Those that the rules offer, taken or not."""
        earliest = self.now + notice
        return [
            opens + n * GRID
            for opens in OPENS
            for n in range((OPEN - matter.length) // GRID + 1)
            if opens + n * GRID >= earliest
        ]

    def free(self, matter: Matter) -> dict[datetime, int]:
        counts = {start: len(self.free_desks(matter, start)) for start in self.starts(matter)}
        return {start: desks for start, desks in counts.items() if desks}

    # --- what must be refused, and why -----------------------------------------------------------
    def to_take(
        self,
        matter: Matter,
        start: datetime,
        one: Dossier | None = None,
        notice: timedelta = NOTICE,
    ) -> Refusal:
        latest = one.latest if one and one.latest else THURSDAY
        offered = start in self.starts(matter, notice) and start.date() <= latest
        return None if offered and self.free_desks(matter, start, one) else SlotTakenError

    def to_take_again(self, one: Dossier) -> Refusal:
        assert one.start is not None
        if self.is_held(one):
            return None
        if one.latest:
            return self.to_choose(one, one.start)
        return AlreadyConfirmedError if one.confirmed else self.to_take(one.matter, one.start, one)

    def to_choose(self, one: Dossier, start: datetime) -> Refusal:
        assert one.latest is not None
        is_over = one.start is not None and one.start + one.matter.length <= self.now
        if one.state == BOOKED and not is_over:
            return AlreadyConfirmedError
        if one.state == BOOKED or one.withdrawn or self.now.date() > one.latest:
            return InvitationOverError
        return self.to_take(one.matter, start, one)

    def to_extend(self, one: Dossier) -> Refusal:
        if one.confirmed:
            return AlreadyConfirmedError
        if not self.is_held(one):
            return LapsedError
        return None if self.longer(one) > one.until else NoMoreTimeError

    def type_code(self, one: Dossier, *, right: bool) -> Refusal:
        """Counts the try."""
        if one.confirmed:
            return None
        code = one.code
        if code is None or self.now >= code.issued + CODE_LIVES or code.tries == TRIES:
            return CodeSpentError
        code.tries += 1
        if not right:
            return WrongCodeError if code.tries < TRIES else CodeSpentError
        return self.to_book(one) if self.is_held(one) else LapsedError

    def to_book(self, one: Dossier) -> Refusal:
        others = [it for it in self.dossiers if it.state == BOOKED and it is not one]
        same = [it for it in others if (it.person, it.matter) == (one.person, one.matter)]
        return DuplicateError if same else None

    def to_change(self, one: Dossier) -> Refusal:
        assert one.start is not None
        return None if one.state == BOOKED and one.start > self.now else OverError

    def to_move(self, one: Dossier, start: datetime) -> Refusal:
        stays = start == one.start
        return self.to_change(one) or (None if stays else self.to_take(one.matter, start, one))

    def to_restore(self, one: Dossier) -> Refusal:
        assert one.start is not None
        if one.state == BOOKED:
            return None
        if one.state != CANCELLED or one.start <= self.now or one.withdrawn:
            return OverError
        return self.to_take(one.matter, one.start, one, 0 * MINUTE) or self.to_book(one)

    # --- what follows ----------------------------------------------------------------------------
    def open(self, one: Dossier) -> Dossier:
        self.dossiers.append(one)
        return one

    def have(self, one: Dossier, start: datetime, desk: int) -> None:
        assert desk in self.free_desks(one.matter, start, one)
        one.state, one.start, one.desk = BOOKED, start, desk

    def hold(self, one: Dossier, matter: Matter, start: datetime, desk: int) -> None:
        """A time that overlaps the one held so far begins no new hour."""
        assert desk in self.free_desks(matter, start, one)
        if self.is_held(one) and one.overlaps(start, matter.length):
            one.until = max(one.until, min(self.now + HOLD, one.since + HOUR))
        else:
            one.since, one.until = self.now, self.now + HOLD
        one.state, one.matter, one.start, one.desk = HELD, matter, start, desk

    def longer(self, one: Dossier) -> datetime:
        return min(one.until + MORE, one.since + HOUR)

    def secure(self, one: Dossier) -> None:
        """A code was sent: the time is kept for its life, up to 80 minutes in all."""
        assert one.person is not None
        one.code = Code(email_of(one.person), self.now)
        one.until = max(one.until, min(self.now + CODE_LIVES, one.since + HOUR + CODE_LIVES))

    def has_code(self, one: Dossier) -> bool:
        """The newest code went to the address that is written down now."""
        return bool(one.code and one.person and one.code.email == email_of(one.person))

    def is_too_soon(self, one: Dossier) -> bool:
        sent = one.code.issued if one.code else MONDAY - HOUR
        return self.has_code(one) and self.now < sent + CODE_RESTS


def email_of(person: Person) -> str:
    return f"{person.given_names.lower()}@people.example"
