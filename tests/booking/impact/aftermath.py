"""What is true after a drawn change was saved and carried out, held against what was foreseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from booking.impact import Decided, carry_out, foresee, save
from booking.impact.groups import possible_for
from booking.models import Affected, Booking, Contact, Message, Reservation
from offices.models import Change
from tests.booking.impact.foretelling import Foretold, usual_minutes, weeks_to_try, without
from tests.booking.impact.minutes import (
    Guest,
    Town,
    fits,
    free_times,
    nearest,
    outside,
    starts_to_choose,
    week_of,
)
from tests.booking.impact.reading import read, times

Decision, Status = Affected.Decision, Reservation.Status
TOLD = {
    Decision.LEAVE: [],
    Decision.DESK: ["other_desk"],
    Decision.AGAIN: ["choose_again"],
    Decision.CANCEL: ["cancellation"],
}
IN_TWO_DAYS = timedelta(days=2)


class Aftermath:
    """One third leaves everybody, one lets one choose again, the others decide as it is drawn."""

    def __init__(self, told: Foretold, change: Change, now: datetime) -> None:
        self.told, self.change, self.now = told, change, now
        random = Random(f"decide {told.number}")
        self.decisions = {hit.booking: Decision.LEAVE for hit in told.said.hits}
        if told.said.hits and told.number % 3 == 1:
            self.decisions[random.choice(told.said.hits).booking] = Decision.AGAIN
        if told.number % 3 == 2:
            self.decisions = {h.booking: random.choice(possible_for(h)) for h in told.said.hits}
        self.latest: date = now.astimezone(change.office.zone).date() + timedelta(days=9)
        self.before = times(change.office_id)
        self.saved: Town = told.after
        self.final: Town = told.after

    def happen(self) -> None:
        decided = Decided(self.decisions, self.now + timedelta(days=5), self.latest)
        save(self.change, decided, by=self.change.made_by, now=self.now)
        self.saved = read(self.change.office_id, self.now)
        done = carry_out(self.change, now=lambda: self.now, seconds=600)
        assert done == Affected.objects.filter(change=self.change).exclude(decision="leave").count()
        self.final = read(self.change.office_id, self.now)

    def compare(self) -> None:
        self._compare_rows()
        if set(self.decisions.values()) <= {Decision.LEAVE}:
            self._compare_with_preview()
        for guest in self.told.hit:
            self._compare_one(guest, self.decisions[guest.booking])
        for guest in self.told.freed:
            self._is_told(guest, ["offer_over"] if guest.is_kept else [])
            assert self._time(guest).status == Status.LAPSED
        self._compare_others()
        left = {one for one, what in self.decisions.items() if what is Decision.LEAVE}
        assert outside(self.final) <= left | outside(self.told.before)

    def _compare_rows(self) -> None:
        """What was decided is written down, and what came of it."""
        rows = Affected.objects.filter(change=self.change)
        found = {one.booking_id: (one.decision, one.starts_at, one.status) for one in rows}
        kept = [guest for guest in self.told.freed if guest.is_kept]
        wanted = {
            g.booking: (self.decisions[g.booking], g.taken.begins, "done") for g in self.told.hit
        }
        wanted |= {g.booking: (Decision.GIVEN_BACK, g.taken.begins, "done") for g in kept}
        assert found == wanted

    def _compare_with_preview(self) -> None:
        """Asked again, everything is as it was foreseen."""
        told, office = self.told.said, self.change.office
        again = foresee(office, [], now=self.now)
        if again.minutes == told.minutes:
            said = [(week.before, week.staff_before) for week in again.weeks]
            assert said == [(week.after, week.staff_after) for week in told.weeks]
        hit = {guest.booking for guest in self.told.hit}
        healed = outside(self.told.before) - outside(self.told.after_with_all)
        assert outside(self.final) == (outside(self.told.before) - healed) | hit

    def _compare_one(self, guest: Guest, what: Decision) -> None:
        taken, (desk, during, _status) = self._time(guest), self.before[guest.reservation]
        given = {hit.booking: hit.other_desk for hit in self.told.said.hits}[guest.booking]
        self._is_told(guest, TOLD[what])
        match what:
            case Decision.LEAVE:
                assert (taken.desk_id, taken.during, taken.status) == (desk, during, "booked")
            case Decision.DESK:
                assert (taken.desk_id, taken.during, taken.status) == (given, during, "booked")
            case Decision.CANCEL:
                assert (taken.desk_id, taken.during, taken.status) == (desk, during, "cancelled")
            case Decision.AGAIN:
                self._compare_kept(guest, taken)

    def _compare_kept(self, guest: Guest, taken: Reservation) -> None:
        row = Affected.objects.get(change=self.change, booking=guest.booking)
        asked = guest, self.now + IN_TWO_DAYS, self.latest
        if self._is_alone:
            assert row.kept_at == nearest(self.saved, *asked)
        if row.kept_at is None:
            assert taken.status == Status.CANCELLED
            return
        assert (taken.status, taken.starts_at) == (Status.HELD, row.kept_at)
        there = next(one for one in self.final.guests if one.booking == guest.booking)
        assert fits(self.final, there, self.final.desk(taken.desk_id))
        assert row.kept_at in starts_to_choose(self._with_all_given_back, *asked)

    @property
    def _with_all_given_back(self) -> Town:
        """One may get what another gives back."""
        given = (Decision.AGAIN, Decision.CANCEL)
        gone = [g for g in self.told.hit if self.decisions[g.booking] in given]
        return without(self.saved, gone)

    @property
    def _is_alone(self) -> bool:
        """Whether nobody else takes or gives a time meanwhile."""
        return [one for one in self.decisions.values() if one is not Decision.LEAVE] == ["again"]

    def _compare_others(self) -> None:
        """Nothing happens to anybody else, and every desk is taken once."""
        concerned = {guest.reservation for guest in [*self.told.hit, *self.told.freed]}
        now = times(self.change.office_id)
        others = [key for key in self.before if key not in concerned]
        lapsed = {key for key in others if self._has_run_out(key)}
        assert {key: now[key] for key in others if key not in lapsed} == {
            key: self.before[key] for key in others if key not in lapsed
        }
        weeks = foresee(self.change.office, [], now=self.now).weeks
        for ahead in weeks_to_try(self.told.number):
            monday, length = week_of(self.final, ahead), usual_minutes(self.final)
            found = weeks[ahead].before, weeks[ahead].staff_before
            assert found == free_times(self.final, monday, length)

    def _has_run_out(self, reservation: int) -> bool:
        return Reservation.objects.filter(pk=reservation, expires_at__lte=self.now).exists()

    def _time(self, guest: Guest) -> Reservation:
        return Booking.objects.select_related("reservation").get(pk=guest.booking).time

    def _is_told(self, guest: Guest, kinds: list[str]) -> None:
        owed = Message.objects.filter(booking=guest.booking).exclude(kind="last_call")
        reached = Contact.objects.filter(booking=guest.booking).exists()
        assert list(owed.values_list("kind", flat=True)) == (kinds if reached else [])

    def features(self) -> Iterator[str]:
        yield from {f"decided: {what.value}" for what in self.decisions.values()}
        rows = Affected.objects.filter(change=self.change, decision=Decision.AGAIN)
        yield from {"a time is kept" if one.kept_at else "no time can be kept" for one in rows}
        if rows and self._is_alone:
            yield "the nearest time is known"
