"""What the office answers to a request, to the second; nothing happens by itself."""

from datetime import date, timedelta

import pytest

from booking.models import Invitation, Outcome, Request, Reservation, Stage
from booking.reservations import (
    ChangedMeanwhileError,
    DeadlineError,
    Person,
    SlotTakenError,
    accept_offer,
    ask_back,
    decline,
    invite_to_choose,
    withdraw_request,
)
from tests import make, people
from tests.booking.reservations.asking import TONIGHT, ask, offer, owed, stage
from tests.booking.reservations.taking import EIGHT, MINUTE, NINE, SECOND, SUNDAY_NOON, fresh, take


def test_an_offered_time_is_kept_until_the_deadline(asked, erika):
    request = offer(asked, erika)
    taken = fresh(asked).time
    assert (taken.status, taken.starts_at, taken.expires_at) == ("held", EIGHT, TONIGHT)
    assert (request.status, request.answered_by, request.answered_at) == (
        "offered",
        erika,
        SUNDAY_NOON,
    )
    assert stage(asked, TONIGHT - SECOND) is Stage.OFFERED
    assert owed(asked) == ["receipt", "offer"]


def test_an_offered_time_is_free_again_at_the_second_the_deadline_passes(offered, offering):
    with pytest.raises(SlotTakenError):
        take(offering, EIGHT, now=TONIGHT - SECOND)
    take(offering, EIGHT, now=TONIGHT)
    assert stage(offered, TONIGHT) is Stage.ASKED


def test_an_offer_that_ran_out_waits_for_the_office_again(offered):
    waiting = Request.objects.waiting
    assert not waiting(TONIGHT - SECOND).exists()
    assert waiting(TONIGHT).get().booking == offered


def test_offering_twice_offers_once(asked, erika):
    offer(asked, erika)
    offer(asked, erika)
    assert owed(asked) == ["receipt", "offer"]
    assert Reservation.objects.count() == 1


def test_offering_again_replaces_what_was_offered(offered, offering, erika):
    offer(offered, erika, NINE)
    assert fresh(offered).time.starts_at == NINE
    assert owed(offered) == ["receipt", "offer", "offer"]
    assert list(offered.messages.filter(kind="offer").order_by("pk").values_list("issue")) == [
        (1,),
        (2,),
    ]
    assert take(offering, EIGHT).time.starts_at == EIGHT


def test_a_time_that_overlaps_ones_own_can_be_offered_instead(offered, erika):
    offer(offered, erika, EIGHT + 10 * MINUTE)
    assert fresh(offered).time.starts_at == EIGHT + 10 * MINUTE


def test_what_was_offered_stays_when_the_new_time_is_taken(offered, offering, erika):
    take(offering, NINE)
    with pytest.raises(SlotTakenError):
        offer(offered, erika, NINE)
    assert fresh(offered).time.starts_at == EIGHT
    assert owed(offered) == ["receipt", "offer"]


@pytest.mark.parametrize(
    "until", [SUNDAY_NOON, SUNDAY_NOON - SECOND, EIGHT, EIGHT + SECOND], ids=str
)
def test_a_deadline_lies_ahead_and_before_the_time(asked, erika, until):
    with pytest.raises(DeadlineError):
        offer(asked, erika, until=until)
    assert owed(asked) == ["receipt"]


def test_staff_may_offer_hours_that_only_staff_book(asked, offering, erika):
    make.hours(at=offering.office, weekday=0, opens="14:00", closes="15:00", audience="internal")
    two = make.local(offering.office, date(2026, 11, 23), "14:00")
    with pytest.raises(SlotTakenError):
        take(offering, two)
    offer(asked, erika, two)
    assert fresh(asked).time.starts_at == two


def test_asking_back_gives_an_offered_time_back(offered, offering, erika):
    ask_back(offered.request, "Which visa?", by=erika, now=SUNDAY_NOON)
    assert stage(offered) is Stage.QUESTION
    assert take(offering, EIGHT).time.starts_at == EIGHT


def test_a_question_that_nobody_answers_is_the_offices_turn_after_two_weeks(asked, erika):
    ask_back(asked.request, "Which visa?", by=erika, now=SUNDAY_NOON)
    turn = SUNDAY_NOON + timedelta(days=14)
    assert not Request.objects.waiting(turn - SECOND).exists()
    assert not fresh(asked).request.is_overdue(turn - SECOND)
    assert Request.objects.waiting(turn).get().booking == asked
    assert fresh(asked).request.is_overdue(turn)
    assert stage(asked, turn) is Stage.QUESTION  # the person may still answer


def test_declining_says_why_and_ends_it(asked, erika):
    for _ in range(2):
        decline(fresh(asked).request, "Please apply by letter.", by=erika, now=SUNDAY_NOON)
    assert stage(asked) is Stage.DECLINED
    assert fresh(asked).ended_at == SUNDAY_NOON
    assert owed(asked) == ["receipt", "declined"]
    assert asked.messages.get(kind="declined").note.text == "Please apply by letter."
    assert sorted(Outcome.objects.values_list("what", flat=True)) == ["asked", "declined"]


def test_inviting_to_choose(asked, offering, erika):
    latest = date(2026, 12, 4)
    for _ in range(2):
        invite_to_choose(fresh(asked).request, latest, by=erika, now=SUNDAY_NOON)
    made = Invitation.objects.get()
    assert (made.booking, made.latest, made.way, made.invited_by) == (asked, latest, "email", erika)
    assert stage(asked) is Stage.INVITED
    assert asked.messages.filter(kind="invitation").count() == 1
    assert fresh(asked).request.status == "invited"


def test_who_has_no_address_is_invited_by_letter(offering, erika):
    booking = ask(offering, email="")
    invite_to_choose(booking.request, date(2026, 12, 4), by=erika, now=SUNDAY_NOON)
    assert Invitation.objects.get().way == "letter"
    assert owed(booking) == []


def test_nobody_is_invited_for_the_past(asked, erika):
    with pytest.raises(DeadlineError):
        invite_to_choose(asked.request, date(2026, 11, 21), by=erika, now=SUNDAY_NOON)
    invite_to_choose(asked.request, date(2026, 11, 22), by=erika, now=SUNDAY_NOON)


@pytest.mark.parametrize("ending", ["accepted", "declined", "withdrawn", "invited"])
def test_what_is_settled_is_not_answered_again(ending, asked, erika):
    offer(asked, erika)
    booking = fresh(asked)
    {
        "accepted": lambda: accept_offer(booking, now=SUNDAY_NOON),
        "declined": lambda: decline(booking.request, "No.", by=erika, now=SUNDAY_NOON),
        "withdrawn": lambda: withdraw_request(booking, now=SUNDAY_NOON),
        "invited": lambda: invite_to_choose(
            booking.request, date(2026, 12, 4), by=erika, now=SUNDAY_NOON
        ),
    }[ending]()
    before, messages = stage(asked), owed(asked)
    with pytest.raises(ChangedMeanwhileError):
        offer(asked, erika, NINE)
    with pytest.raises(ChangedMeanwhileError):
        ask_back(fresh(asked).request, "Why?", by=erika, now=SUNDAY_NOON)
    assert (stage(asked), owed(asked)) == (before, messages)


def test_a_name_is_answered_at_the_desk_responsible_for_it(essen, erika):
    office = make.office(of=essen)
    make.desk(at=office, label="A to K", responsible=[("A", "K")])
    other = make.desk(at=office, label="L to Z", responsible=[("L", "Z")])
    make.hours(at=office, weekday=0, opens="08:00", closes="12:00")
    offering = make.offering(at=office)
    people.reservation(at=other, starts=EIGHT, status="booked", minutes=240)
    booking = ask(offering, person=Person("Shevchenko", "Bohdan", 1985))
    with pytest.raises(SlotTakenError):
        offer(booking, erika)
    kaya = ask(offering, person=Person("Kaya", "Deniz", 1985))
    assert offer(kaya, erika).status == "offered"
