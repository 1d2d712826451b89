"""What people ask for, and what they say to the answer, to the second."""

from datetime import date, timedelta

import pytest

from booking.models import BookingItem, Message, Note, Outcome, Request, Stage
from booking.reservations import (
    ChangedMeanwhileError,
    DuplicateError,
    OfferOverError,
    accept_offer,
    answer_back,
    ask_back,
    refuse_offer,
    withdraw_request,
)
from tests.booking.reservations.asking import TONIGHT, ask, offer, owed, stage
from tests.booking.reservations.taking import EIGHT, MINUTE, NINE, SECOND, SUNDAY_NOON, fresh, take


def test_asking_writes_everything_down(offering):
    booking = ask(
        offering,
        persons=2,
        phone="+49201123456",
        document="visa",
        ends_on=date(2026, 12, 1),
        has_proof=True,
        weekdays=[0, 2],
        parts_of_day=["morning"],
    )
    request = booking.request
    assert stage(booking) is Stage.ASKED
    assert (booking.reservation, booking.language, booking.talk) == (None, "ar", "german")
    assert (request.matter, request.document, request.ends_on) == (
        "My visa ends.",
        "visa",
        date(2026, 12, 1),
    )
    assert (request.has_proof, request.weekdays, request.parts_of_day) == (
        True,
        [0, 2],
        ["morning"],
    )
    assert request.asked_at == SUNDAY_NOON


def test_asking_says_for_whom_and_owes_a_receipt(offering):
    booking = ask(offering, persons=2, phone="+49201123456")
    assert booking.items.get().persons == 2
    assert booking.attendees.get().full_name == "Amal Nour Al-Hamwi"
    assert booking.contacts.get().phone == "+49201123456"
    assert owed(booking) == ["receipt"]
    assert Outcome.objects.get().what == "asked"


def test_without_an_address_nothing_is_owed(offering):
    assert owed(ask(offering, email="")) == []


def test_pressing_twice_asks_once(offering):
    first, second = ask(offering, number="K7QM42XD"), ask(offering, number="K7QM42XD")
    assert first == second
    assert (Request.objects.count(), owed(first)) == (1, ["receipt"])


def test_the_office_means_to_answer_within_its_days(asked, essen):
    essen.answer_days = 3
    essen.save()
    request = fresh(asked).request
    ends = SUNDAY_NOON + timedelta(days=3)
    assert request.answer_by == ends
    assert not request.is_overdue(ends)
    assert request.is_overdue(ends + SECOND)


def test_an_offer_that_nobody_accepted_in_time_is_overdue_like_a_request(offered):
    ends = SUNDAY_NOON + timedelta(days=offered.authority.answer_days)
    kept = offered.time
    kept.expires_at = ends + 2 * SECOND
    kept.save()
    waits = [fresh(offered).request.is_overdue(ends + n * SECOND) for n in (0, 1, 2)]
    assert waits == [False, False, True]
    accept_offer(fresh(offered), now=ends)
    assert not fresh(offered).request.is_overdue(ends + MINUTE)


def test_what_ends_first_is_most_urgent_then_what_is_oldest(offering):
    christmas = date(2026, 12, 24)
    never = ask(offering, now=SUNDAY_NOON)
    later = ask(offering, ends_on=christmas, now=SUNDAY_NOON + MINUTE)
    sooner = ask(offering, ends_on=christmas, now=SUNDAY_NOON)
    first = ask(offering, ends_on=date(2026, 11, 25), now=SUNDAY_NOON + 2 * MINUTE)
    last = ask(offering, now=SUNDAY_NOON + MINUTE)
    urgent = [request.booking for request in Request.objects.by_urgency()]
    assert urgent == [first, sooner, later, never, last]


def test_accepting_books_without_a_code(offered, essen):
    booking = accept_offer(offered, now=TONIGHT - SECOND)
    assert (booking.time.status, booking.confirmed_at) == ("booked", TONIGHT - SECOND)
    assert booking.time.expires_at is None
    assert stage(offered) is Stage.BOOKED
    assert "confirmation" in owed(offered)
    assert BookingItem.objects.get().identity == offered.attendees.get().fingerprint
    assert sorted(Outcome.objects.values_list("what", flat=True)) == ["asked", "booked"]


def test_accepting_plans_the_reminders(asked, erika):
    later = EIGHT + timedelta(days=14)
    offer(asked, erika, later, until=TONIGHT)
    accept_offer(fresh(asked), now=SUNDAY_NOON)
    due = asked.messages.filter(kind="reminder").order_by("due_at").values_list("due_at", flat=True)
    assert list(due) == [later - timedelta(days=7), later - timedelta(days=1)]


def test_accepting_twice_books_once(offered):
    accept_offer(offered, now=SUNDAY_NOON)
    accept_offer(fresh(offered), now=SUNDAY_NOON + SECOND)
    assert owed(offered).count("confirmation") == 1
    assert fresh(offered).confirmed_at == SUNDAY_NOON


def test_at_the_deadline_it_is_too_late_to_accept(offered):
    with pytest.raises(OfferOverError):
        accept_offer(offered, now=TONIGHT)
    assert fresh(offered).confirmed_at is None


def test_who_has_an_appointment_already_is_refused_and_staff_see_it(offered, offering, erika):
    accept_offer(offered, now=SUNDAY_NOON)
    again = ask(offering)
    offer(again, erika, NINE)
    with pytest.raises(DuplicateError):
        accept_offer(fresh(again), now=SUNDAY_NOON)
    assert fresh(again).clashed_at == SUNDAY_NOON
    assert stage(again) is Stage.OFFERED


def test_refusing_gives_the_time_back_and_opens_the_request_again(offered, offering):
    refuse_offer(offered, "I work then.", now=SUNDAY_NOON)
    assert (offered.request.status, stage(offered)) == ("open", Stage.ASKED)
    assert fresh(offered).reservation is None
    assert take(offering, EIGHT).time.starts_at == EIGHT
    note = Note.objects.get()
    assert (note.text, note.from_office) == ("I work then.", False)


def test_refusing_twice_refuses_once(offered):
    refuse_offer(offered, "I work then.", now=SUNDAY_NOON)
    refuse_offer(fresh(offered), "I work then.", now=SUNDAY_NOON)
    assert Note.objects.count() == 1


def test_an_accepted_time_is_not_refused_here(offered):
    accept_offer(offered, now=SUNDAY_NOON)
    with pytest.raises(ChangedMeanwhileError):
        refuse_offer(fresh(offered), now=SUNDAY_NOON)
    assert stage(offered) is Stage.BOOKED


def test_asking_back_and_answering(asked, erika):
    request = ask_back(asked.request, "Which visa?", by=erika, now=SUNDAY_NOON)
    assert (request.status, stage(asked)) == ("question", Stage.QUESTION)
    message = asked.messages.get(kind=Message.Kind.QUESTION)
    assert (message.note.text, message.language) == ("Which visa?", "ar")
    answer_back(fresh(asked), "For work.", now=SUNDAY_NOON + MINUTE)
    assert stage(asked) is Stage.ASKED
    said = [(note.from_office, note.text, note.written_by) for note in asked.notes.all()]
    assert said == [(True, "Which visa?", erika), (False, "For work.", None)]


def test_asking_and_answering_twice_counts_once(asked, erika):
    for _ in range(2):
        ask_back(fresh(asked).request, "Which visa?", by=erika, now=SUNDAY_NOON)
    for _ in range(2):
        answer_back(fresh(asked), "For work.", now=SUNDAY_NOON)
    assert Note.objects.count() == 2
    assert owed(asked) == ["receipt", "question"]


def test_without_a_question_there_is_no_answer(asked):
    with pytest.raises(ChangedMeanwhileError):
        answer_back(asked, "For work.", now=SUNDAY_NOON)
    assert not Note.objects.exists()


def test_withdrawing_frees_the_offered_time(offered, offering):
    for _ in range(2):
        withdraw_request(fresh(offered), now=SUNDAY_NOON)
    assert stage(offered) is Stage.TAKEN_BACK
    assert fresh(offered).ended_at == SUNDAY_NOON
    assert take(offering, EIGHT).time.starts_at == EIGHT
