"""Wherever something is said or done by stage or kind of message, every one of them is there."""

from booking.agenda import Standing
from booking.impact.carrying import ACTS
from booking.models import Affected, Message, Stage
from booking.models.affected import EXPLAINS
from booking.notifications.truth import CHECKS
from booking.notifications.words import SAY
from booking.papers.checked import Answer
from booking.papers.proof import Verdict
from booking.reservations.saying import BECAUSE, LETTER_OF
from booking.views.caseworker import asked, checking, door, invitations, next_times, searching
from booking.views.citizen import booked, data
from booking.views.citizen.dossier import OPEN

STAGES = set(Stage)
# Of these nobody is known any more; and these are still being typed.
GONE, TYPED = {Stage.FORGOTTEN}, {Stage.HELD, Stage.LAPSED}
OVER = {Stage.PAST, Stage.OVERDUE, Stage.WITHDRAWN, Stage.DECLINED, Stage.TAKEN_BACK}
OF_INVITATIONS = {
    Stage.INVITED,
    Stage.KEPT,
    Stage.HELD,
    Stage.BOOKED,
    Stage.PAST,
    Stage.OVERDUE,
    Stage.WITHDRAWN,
    Stage.FORGOTTEN,
}


def test_the_page_of_a_booking_knows_every_stage():
    assert set(booked.STAGES) == STAGES


def test_what_is_to_come_may_be_changed_and_sent_again():
    assert set(OPEN) == STAGES - GONE - TYPED - OVER - {Stage.CANCELLED}
    assert set(LETTER_OF) == {*OPEN, Stage.CANCELLED}
    assert {stage for stage, _why in BECAUSE} <= set(LETTER_OF)


def test_what_is_stored_is_shown_at_every_stage_and_what_ends_is_said():
    assert set(data.SHOWN_AT) == STAGES - GONE - TYPED
    assert set(data.ENDS) == {*OPEN} - {Stage.BOOKED}


def test_staff_read_a_word_for_every_stage():
    assert set(searching.STAGES) == STAGES - GONE
    assert set(invitations.NAMES) == OF_INVITATIONS
    # A request says the others itself.
    words_of_its_own = {Stage.ASKED, Stage.QUESTION, Stage.OFFERED, Stage.INVITED, Stage.DECLINED}
    assert set(asked.SINCE) == {
        Stage.BOOKED,
        Stage.KEPT,
        Stage.PAST,
        Stage.CANCELLED,
        Stage.FORGOTTEN,
    }
    assert not set(asked.SINCE) & words_of_its_own
    assert set(next_times.MAY_CHOOSE) == {Stage.INVITED, Stage.HELD, Stage.KEPT}


def test_every_kind_of_message_has_words_and_is_looked_at_before_it_is_sent():
    assert set(SAY) == set(CHECKS) == set(Message.Kind)


def test_every_paper_gets_an_answer_at_the_door():
    assert set(checking.SENTENCES) == set(Answer)
    assert set(door.STANDINGS) == set(Standing)
    # Of these three the door says what is true of the appointment here and now.
    by_the_day = {"valid", "past", "replaced"}
    assert {one.value for one in Verdict} <= {one.value for one in Answer} | by_the_day


def test_every_decision_that_touches_somebody_is_carried_out_and_explained():
    stays = {Affected.Decision.LEAVE, Affected.Decision.DESK, Affected.Decision.PLACE}
    assert set(ACTS) | stays == set(Affected.Decision)
    assert set(EXPLAINS) == set(Affected.Decision) - stays
