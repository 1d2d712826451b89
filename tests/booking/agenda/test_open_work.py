"""What somebody has begun and what still waits: nothing that is settled, nothing of others."""

from datetime import timedelta

import pghistory
import pytest
from django.utils import timezone

from booking.agenda.open_work import open_work
from booking.models import Invitation, Request, Reservation
from booking.reservations.blocks import Stretch, block, unblock
from offices.models import Offering, User
from tests import make, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def kim(essen) -> User:
    return make.caseworker(of=essen, name="Kim")


@pytest.fixture
def matter(essen) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=essen))


def asked(matter: Offering, now, by: User, status: str) -> Request:
    answer = {"status": status, "answered_by": by, "answered_at": now}
    return people.asked(now=now, offering=matter, request=answer).request


def invited(matter: Offering, now, by: User, days: int = 10, **fields) -> Invitation:
    latest = timezone.localdate(now) + timedelta(days=days)
    sent = {"invited_by": by} | fields
    return people.invited(latest=latest, now=now, offering=matter, invitation=sent).invitation


def test_requests_wait_until_they_are_settled(essen, matter, kim, now):
    for status in Request.Status:
        asked(matter, now, kim, status)
    (work,) = open_work(kim, essen.pk, now)
    assert {one.status for one in work.requests} == {"open", "question", "offered"}


def test_an_offer_that_was_accepted_waits_no_more(essen, matter, kim, now):
    request = asked(matter, now, kim, "offered")
    request.booking.confirmed_at = now
    request.booking.save()
    assert open_work(kim, essen.pk, now) == []


def test_invitations_wait_until_somebody_chooses_or_the_day_is_over(essen, matter, kim, now):
    waiting = invited(matter, now, kim)
    invited(matter, now, kim, days=-1)
    invited(matter, now, kim, withdrawn_at=now)
    chosen = invited(matter, now, kim).booking
    chosen.reservation = people.reservation(at=matter.desks.get(), starts=now, status="booked")
    chosen.save()
    (work,) = open_work(kim, essen.pk, now)
    assert work.invitations == [waiting]


def test_what_others_began_is_not_theirs(essen, matter, kim, now):
    other = make.caseworker(of=essen)
    asked(matter, now, other, "question")
    invited(matter, now, other)
    assert open_work(kim, essen.pk, now) == []


def test_whoever_was_forgotten_waits_no_more(essen, matter, kim, now):
    booking = invited(matter, now, kim).booking
    booking.forgotten_at = now
    booking.save()
    assert open_work(kim, essen.pk, now) == []


def test_times_to_come_that_they_blocked(essen, matter, kim, now):
    desk, later = matter.desks.get(), now + timedelta(days=1)
    hours = [Stretch(later + timedelta(hours=n), later + timedelta(hours=n + 1)) for n in range(3)]
    with pghistory.context(user=kim.pk):
        first, second = block(desk, hours[:2], Reservation.Reason.OTHER, now=now)
    with pghistory.context(user=make.caseworker(of=essen).pk):
        block(desk, hours[2:], Reservation.Reason.OTHER, now=now)
    unblock(first, now=now)
    (work,) = open_work(kim, essen.pk, now)
    assert work.blocks == [second]
    assert open_work(kim, essen.pk, now + timedelta(days=2)) == []


def test_each_office_of_the_authority_and_no_other(essen, mainz, matter, kim, now):
    here = make.offering(at=make.office_open_on_weekdays(of=essen))
    there = make.offering(at=make.office_open_on_weekdays(of=mainz))
    for one in (here, matter, there):
        invited(one, now, kim)
    offices = sorted([matter.office, here.office], key=lambda one: one.pk)
    assert [work.office for work in open_work(kim, essen.pk, now)] == offices
