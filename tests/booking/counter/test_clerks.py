"""Whatever staff and people press at the same time: no desk is taken twice, nobody waits for ever,
nobody meets an error page, and what is kept, counted and told is what happened.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from booking.reservations import claim
from tests import make
from tests.booking.counter.clerks import CLERKS, OFTEN, Clerk, crowd
from tests.booking.crowd import Crowd, slowly

pytestmark = pytest.mark.django_db(transaction=True)


def crowd_of(office, desks, erika, seed: int) -> Crowd:
    """A short matter at both desks, a long one at the second; the reminder is a day before."""
    matters = [
        make.offering(at=office, minutes=20, notice_minutes=0),
        make.offering(at=office, minutes=40, notice_minutes=0, desks=desks[1:]),
    ]
    randoms = [Random(CLERKS * seed + number) for number in range(CLERKS)]
    return crowd([Clerk(desks, matters, erika, random) for random in randoms])


def test_what_is_true_after_every_round(office, desks, erika, request):
    is_long, met = request.config.getoption("--long"), Counter()
    for seed in range(12 if is_long else 1):
        everybody = crowd_of(office, desks, erika, seed)
        met += everybody.press()
        assert everybody.broken == {}
    pages = {answer: count for answer, count in met.items() if "error page" in answer[1]}
    assert pages == {}
    if is_long:
        assert {verb for verb, said in met if said == "done"} == set(OFTEN)


def test_control_without_lock_and_constraint_the_rules_are_seen_to_break(
    office, desks, erika, no_lock, no_constraint, monkeypatch
):
    """By one crowd of three at the latest: all have read before anybody writes."""
    monkeypatch.setattr(claim, "gaps_at", slowly(claim.gaps_at, 0.3))
    assert any(takes_twice(crowd_of(office, desks, erika, seed)) for seed in range(3))


def takes_twice(everybody: Crowd) -> bool:
    everybody.rounds = 4  # later the only start is over
    for clerk in everybody.hands:
        clerk.often, clerk.starts = {"book": 3, "cancel": 2}, 1
    everybody.press()
    return everybody.broken["a desk is taken twice"] > 0
