"""Two managers who remove each other at the same moment: one of them stays."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import translation

from offices import staff
from offices.models import Authority, User
from offices.staff import Job, StaffError, roles, rules
from tests import make
from tests.offices.staff.test_roles import NOT_ANY_MORE

pytestmark = pytest.mark.django_db(transaction=True)
Press = Callable[[], object]


def together(*presses: Press) -> Counter[str]:
    """Let everybody press when all are ready; say what each was told."""
    ready, said = Barrier(len(presses)), []

    def press(one: Press) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            with translation.override("en"):
                one()
            said.append("done")
        except StaffError as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    hands = [Thread(target=press, args=(one,)) for one in presses]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return Counter(said)


@pytest.fixture
def essen() -> Authority:
    return make.authority(slug="essen")


@pytest.fixture
def two(essen) -> tuple[User, User]:
    return make.manager(of=essen), make.manager(of=essen)


def managers(authority: Authority) -> int:
    found = User.objects.filter(is_active=True, memberships__role="manager")
    return found.filter(memberships__authority=authority).count()


def dismiss(one: User, by: User) -> Press:
    role = one.memberships.get()
    return lambda: staff.dismiss(role, by=by)


def test_who_remove_each_other_leave_one(two, essen):
    one, other = two
    assert together(dismiss(one, other), dismiss(other, one)) == {"done": 1, NOT_ANY_MORE: 1}
    assert managers(essen) == 1


def test_who_switch_each_other_off_leave_one(two, essen):
    one, other = two
    said = together(
        lambda: staff.switch_off(one, essen, by=other),
        lambda: staff.switch_off(other, essen, by=one),
    )
    assert said == {"done": 1, NOT_ANY_MORE: 1}
    assert managers(essen) == 1


def test_one_removes_and_the_other_switches_off(two, essen):
    one, other = two
    said = together(dismiss(one, other), lambda: staff.switch_off(other, essen, by=one))
    assert said == {"done": 1, NOT_ANY_MORE: 1}
    assert managers(essen) == 1


def test_without_the_lock_nobody_would_be_left(two, essen, monkeypatch):
    """So that the tests above would notice."""
    one, other = two
    ready, check = Barrier(2), rules.check_one_stays

    def both_look_first(*asked: object) -> None:
        check(*asked)
        ready.wait()

    monkeypatch.setattr(roles, "lock", lambda *_authorities: None)
    monkeypatch.setattr(roles, "check_one_stays", both_look_first)
    assert together(dismiss(one, other), dismiss(other, one)) == {"done": 2}
    assert managers(essen) == 0


def test_invited_by_two_at_once_there_is_one_account(two, essen):
    mainz = make.authority(slug="mainz")
    there = make.manager(of=mainz)

    def invite(authority: Authority, by: User) -> Press:
        job = Job(authority, "door")
        return lambda: staff.invite(email="neu@people.example", name="Neu", job=job, by=by)

    assert together(invite(essen, two[0]), invite(mainz, there)) == {"done": 2}
    assert User.objects.get(email="neu@people.example").memberships.count() == 2
