"""While hours change, people take times: nobody is forgotten, nothing is given twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from importlib import import_module
from random import Random
from time import perf_counter

import pytest

from booking.impact import saving
from booking.models import Affected
from booking.reservations import Person, claim
from tests import make, people
from tests.booking.crowd import Crowd, broken, slowly
from tests.booking.impact import hands
from tests.booking.impact.hands import Carrier, Clerk, Manager, Outside, Waits

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, ROUNDS, DESKS, THERE = 6, 24, 3, 10
PATIENCE = 3.0
ANSWERS = {
    "done",
    "AlreadyConfirmedError",
    "ChangedMeanwhileError",
    "DuplicateError",
    "HasAnotherError",
    "InvitationOverError",
    "KeptOverError",
    "LapsedError",
    "LookAgainError",
    "NoDeskError",
    "OfferOverError",
    "OverError",
    "SlotTakenError",
    "TooSoonError",
}


@pytest.fixture
def waits(monkeypatch) -> Waits:
    """How long those who take a time wait for those who change hours."""
    found, share = Waits(), claim.share_office

    def timed(office: int) -> None:
        begun = perf_counter()
        share(office)
        found.note(perf_counter() - begun)

    monkeypatch.setattr(claim, "share_office", timed)
    return found


class Town:
    """An office of three desks on two mornings, and all who press."""

    def __init__(self, seed: int) -> None:
        self.office = make.office_open_on_weekdays(desks=DESKS)
        self.offering = make.offering(at=self.office)
        user = make.manager(of=self.office.authority)
        for _ in range(3):
            people.asked(now=hands.NOW, offering=self.offering)
        self._book_those_who_are_there()
        self.outside = Outside(self.office)
        self.managers = [
            Manager(self.office, self.offering, one, Random(f"{seed} manager {n}"))
            for n, one in enumerate([user, make.manager(of=self.office.authority)])
        ]
        self.carriers = [Carrier(Random(f"{seed} carrier {n}")) for n in range(2)]
        clerks = [Clerk(self.office, user, Random(f"{seed} clerk {n}")) for n in range(2)]
        everybody = [*self._people(seed), *clerks, *self.managers, *self.carriers]
        self.crowd = Crowd(everybody, ROUNDS, self.look)

    def _people(self, seed: int) -> list[hands.Person]:
        return [
            hands.Person(
                self.offering,
                Person("Al-Hamwi", "Amal", 1900 + number),
                Random(f"{seed} person {number} {device}"),
            )
            for number in range(PEOPLE)
            for device in range(2)
        ]

    def _book_those_who_are_there(self) -> None:
        """Ten more have appointments already, and press nothing."""
        desks = list(self.office.desks.all())
        for number in range(THERE):
            day = hands.DAYS[number % 2]
            starts = make.local(self.office, day, "09:00") + number // 6 * timedelta(minutes=90)
            self.offering.desks.set([desks[number // 2 % DESKS]])
            one = people.booked(starts=starts, now=hands.NOW, offering=self.offering)
            one.attendees.update(birth_year=1950 + number)
            person = one.attendees.get()
            one.items.update(identity=person.fingerprint)
        self.offering.desks.set(desks)

    def look(self) -> dict[str, int]:
        found = broken(hands.RULES)
        if unlisted := self.outside.unlisted():
            found["somebody stands outside and nobody knows"] = unlisted
        return found

    @property
    def decided(self) -> Counter[str]:
        return sum((one.met for one in self.managers), Counter())


@pytest.fixture
def slow_database(monkeypatch) -> None:
    """Between what they read and what they write, others have time to act."""
    for place, name in (
        ("reservations.claim", "gaps_at"),
        ("reservations.again", "new_sequence"),
        ("reservations.confirm", "mark_person"),
        ("impact.saving", "hits_of"),
    ):
        module = import_module(f"booking.{place}")
        monkeypatch.setattr(module, name, slowly(getattr(module, name)))


def test_nobody_is_forgotten_while_hours_change_again_and_again(
    request, slow_database, waits, capsys
):
    said: Counter[tuple[str, str]] = Counter()
    decided: Counter[str] = Counter()
    is_long = request.config.getoption("--long")
    for seed in range(12 if is_long else 1):
        town = Town(seed)
        said += town.crowd.press()
        assert town.crowd.broken == {}
        decided += town.decided
    assert {told for _verb, told in said} <= ANSWERS
    saved = sum(
        count for (verb, told), count in said.items() if (verb[:7], told) == ("manager", "done")
    )
    assert saved >= ROUNDS // 2
    assert set(decided) >= {"again", *(["leave", "desk", "cancel"] if is_long else [])}
    assert Affected.objects.exclude(status="waiting").exclude(decision="leave").exists()
    with capsys.disabled():
        print(f"\n{waits.count} times taken, the longest wait {waits.longest:.3f} s; {decided}")  # noqa: T201
    assert waits.longest < PATIENCE


def test_control_without_the_offices_lock_somebody_stands_outside_and_nobody_knows(
    slow_database, monkeypatch
):
    """By one town of four at the latest."""
    monkeypatch.setattr(saving, "lock_office", lambda _office: None)
    assert any(is_forgotten(Town(seed)) for seed in range(4))


def is_forgotten(town: Town) -> bool:
    town.crowd.press()
    return town.crowd.broken["somebody stands outside and nobody knows"] > 0
