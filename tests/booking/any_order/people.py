"""Everything people can do with their times, one step after the other, as it was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from booking import reservations
from booking.models import Booking, Invitation
from booking.reservations import (
    AlreadyConfirmedError,
    ChosenError,
    Guest,
    IncompleteError,
    Person,
    ReservationError,
    Right,
    TooSoonError,
)
from tests.booking.any_order import rows
from tests.booking.any_order.ledger import (
    BOOKED,
    CANCELLED,
    HELD,
    LAPSED,
    Dossier,
    Ledger,
    Matter,
    Refusal,
    email_of,
)
from tests.booking.any_order.steps import Step, code_in_mail, give_back, invite, write_down

# What a refusal changes all the same: tries are counted, and staff hear of a clash.
COUNTED = ("tries", "clashed_at")


def fresh(one: Dossier) -> Booking:
    """The booking as a new request finds it."""
    return Booking.objects.get(pk=one.pk)


def has_time(one: Dossier) -> bool:
    return one.start is not None


def is_guest(one: Dossier) -> bool:
    return one.latest is not None


def is_uninvited(one: Dossier) -> bool:
    return not is_guest(one)


def is_chooser(one: Dossier) -> bool:
    return is_guest(one) and has_time(one) and not one.confirmed


class People:
    def __init__(self, place: list[Matter], met: Counter[tuple[str, str]]) -> None:
        self.place, self.met, self.ledger = place, met, Ledger()

    def take(self, step: Step) -> None:
        getattr(self, step.verb)(step)
        now, written = self.ledger.now, rows.times(self.ledger.now)
        assert written == self.ledger.times()
        assert rows.taken_twice(written) == []
        assert rows.marks() == self.ledger.marks()
        free = [rows.free_starts_of(matter, now) for matter in self.place]
        assert free == [self.ledger.free(matter) for matter in self.place]

    def do(self, refusal: Refusal, verb: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Do it, be refused exactly as the ledger says; what was refused has changed nothing."""
        before = rows.everything(but=COUNTED) if refusal else {}
        said, result = None, None
        try:
            result = verb(*args, now=self.ledger.now, **options)
        except ReservationError as error:
            said = type(error)
        self.met[verb.__name__, said.__name__ if said else "done"] += 1
        assert said is refusal
        assert (rows.everything(but=COUNTED) if refusal else {}) == before
        return result

    def pick(
        self, step: Step, *states: str, among: Callable[[Dossier], bool] = has_time
    ) -> Dossier | None:
        """Mostly the last, or one before, that stands like this; sometimes anybody."""
        anybody = [one for one in reversed(self.ledger.dossiers) if among(one)]
        likely = [one for one in anybody if step.nth and self.ledger.state(one) in states]
        some = likely or anybody
        return some[step.nth % len(some)] if some else None

    # --- time ------------------------------------------------------------------------------------
    def wait(self, step: Step) -> None:
        self.ledger.now += timedelta(seconds=step.seconds)

    def wait_until_one_begins(self, step: Step) -> None:
        """Or almost, and they want another time; only where some is left for others."""
        if (one := self.pick(step, BOOKED)) and one.start and len(self.ledger.marks()) > 1:
            begins = one.start - timedelta(seconds=not step.right)
            self.ledger.now = max(self.ledger.now, begins)
            self._move(one, step.start)

    # --- somebody who books ----------------------------------------------------------------------
    def hold(self, step: Step) -> Dossier | None:
        return self._hold(step, None, None)

    def hold_instead(self, step: Step) -> None:
        """What is booked, or somebody was invited to, may not become another visit."""
        if one := self.pick(step, HELD, LAPSED):
            self._hold(step, None if one.confirmed or is_guest(one) else one, fresh(one))

    def _hold(self, step: Step, one: Dossier | None, seen: Booking | None) -> Dossier | None:
        matter = self.place[step.matter]
        made = self.do(
            self.ledger.to_take(matter, step.start, one),
            reservations.hold,
            items=[(matter.offering, 1)],
            start=step.start,
            language="uk",
            booking=seen,
        )
        if made is None:
            return None
        one = one or self.ledger.open(Dossier(made.pk, matter))
        assert one.pk == made.pk
        self.ledger.hold(one, matter, step.start, made.time.desk_id)
        return one

    def write_down(self, step: Step) -> None:
        if one := self.pick(step, HELD, among=is_uninvited):
            self._write_down(one, step.person)

    def _write_down(self, one: Dossier, person: Person) -> None:
        refusal = AlreadyConfirmedError if one.confirmed else None
        self.do(refusal, write_down, fresh(one), person)
        one.person = one.person if refusal else person

    def send_code(self, step: Step) -> None:
        if one := self.pick(step, HELD, LAPSED, among=is_uninvited):
            self._send_code(one)

    def _send_code(self, one: Dossier) -> None:
        """A hold that has run out is taken again first, and stays so if the code is refused."""
        if one.person is None:
            self.do(IncompleteError, reservations.send_code, fresh(one))
        elif self._take_again(one):
            refusal = TooSoonError if self.ledger.is_too_soon(one) else None
            self.do(refusal, reservations.send_code, fresh(one))
            if not refusal:
                self.ledger.secure(one)

    def confirm(self, step: Step) -> None:
        if one := self.pick(step, HELD, LAPSED, among=is_uninvited):
            self._confirm(one, right=step.right)

    def _confirm(self, one: Dossier, *, right: bool) -> None:
        booking = fresh(one)
        code = code_in_mail(booking)
        typed = code if right else f"{(int(code) + 1) % 1_000_000:06}"
        refusal = self.ledger.type_code(one, right=right and self.ledger.has_code(one))
        self.do(refusal, reservations.confirm, booking, typed)
        if not refusal and not one.confirmed:
            one.state = BOOKED

    def book(self, step: Step) -> None:
        if one := self.hold(step):
            self._write_down(one, step.person)
            self._send_code(one)
            self._confirm(one, right=step.right)

    def extend(self, step: Step) -> None:
        """Press once, or several times."""
        one = self.pick(step, HELD, LAPSED)
        for _ in range(step.nth + 1 if one else 0):
            refusal = self.ledger.to_extend(one)
            self.do(refusal, reservations.extend, fresh(one))
            one.until = one.until if refusal else self.ledger.longer(one)

    def give_back(self, step: Step) -> None:
        if one := self.pick(step, HELD):
            refusal = AlreadyConfirmedError if one.confirmed else None
            self.do(refusal, give_back, fresh(one))
            one.until = one.until if refusal else min(one.until, self.ledger.now)

    def take_again(self, step: Step) -> None:
        if one := self.pick(step, LAPSED, CANCELLED):
            self._take_again(one)

    def _take_again(self, one: Dossier) -> bool:
        assert one.start is not None
        refusal, is_held = self.ledger.to_take_again(one), self.ledger.is_held(one)
        made = self.do(refusal, reservations.take_again, fresh(one))
        if made and not is_held:
            self.ledger.hold(one, one.matter, one.start, made.time.desk_id)
        return not refusal

    # --- somebody who has an appointment ---------------------------------------------------------
    def move(self, step: Step) -> None:
        if one := self.pick(step, BOOKED):
            self._move(one, step.start)

    def _move(self, one: Dossier, start: datetime) -> None:
        refusal = self.ledger.to_move(one, start)
        if moved := self.do(refusal, reservations.move, fresh(one), start):
            self.ledger.have(one, start, moved.time.desk_id)

    def cancel(self, step: Step) -> None:
        if one := self.pick(step, BOOKED):
            refusal = None if one.state == CANCELLED else self.ledger.to_change(one)
            self.do(refusal, reservations.cancel, fresh(one))
            one.state = one.state if refusal else CANCELLED

    def restore(self, step: Step) -> None:
        one = self.pick(step, CANCELLED)
        if one and one.start:
            refusal = self.ledger.to_restore(one)
            if back := self.do(refusal, reservations.restore, fresh(one)):
                self.ledger.have(one, one.start, back.time.desk_id)

    # --- somebody who was invited ----------------------------------------------------------------
    def invite(self, step: Step) -> None:
        matter = self.place[step.matter]
        email = email_of(step.person) if step.way == Invitation.Way.EMAIL else ""
        guest = Guest([(matter.offering, 1)], step.person, "uk", email)
        made = self.do(None, invite, guest, Right(step.way, step.latest))
        self.ledger.open(Dossier(made.booking_id, matter, step.person, latest=step.latest))

    def choose(self, step: Step) -> None:
        if one := self.pick(step, HELD, LAPSED, CANCELLED, among=is_guest):
            refusal = self.ledger.to_choose(one, step.start)
            verb = reservations.choose
            if made := self.do(refusal, verb, fresh(one), step.start, language="uk"):
                self.ledger.hold(one, one.matter, step.start, made.time.desk_id)
                reservations.describe(fresh(one), talk="german", needs=[])
                if step.right:
                    self._confirm_invited(one)

    def confirm_invited(self, step: Step) -> None:
        if one := self.pick(step, among=is_chooser):
            self._confirm_invited(one)

    def _confirm_invited(self, one: Dossier) -> None:
        """What had lapsed is taken again first, and stays so if the appointment is refused."""
        if self._take_again(one):
            refusal = self.ledger.to_book(one)
            self.do(refusal, reservations.confirm_invited, fresh(one))
            one.state = one.state if refusal else BOOKED

    def withdraw(self, step: Step) -> None:
        if one := self.pick(step, BOOKED, CANCELLED, among=is_guest):
            refusal = ChosenError if one.state == BOOKED else None
            self.do(refusal, reservations.withdraw_invitation, fresh(one).invitation)
            if not refusal:
                one.withdrawn, one.until = True, min(one.until, self.ledger.now)
