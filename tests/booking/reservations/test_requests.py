"""What people ask for and offices answer, to the second; nothing happens by itself."""

from datetime import date, timedelta

import pytest

from booking.models import (
    BookingItem,
    Contact,
    Invitation,
    Message,
    Note,
    Outcome,
    Request,
    Reservation,
    Stage,
    stage_of,
)
from booking.reservations import (
    Asked,
    ChangedMeanwhileError,
    DeadlineError,
    DuplicateError,
    OfferOverError,
    SlotTakenError,
    accept_offer,
    answer_back,
    ask_back,
    ask_for_appointment,
    decline,
    invite_to_choose,
    offer_time,
    refuse_offer,
    withdraw_request,
)
from tests import make, people
from tests.booking.reservations.taking import (
    AMAL,
    BOHDAN,
    EIGHT,
    MINUTE,
    NINE,
    SECOND,
    SUNDAY_NOON,
    fresh,
    take,
)

TONIGHT = SUNDAY_NOON + timedelta(hours=8)


def ask(offering, *, person=AMAL, now=SUNDAY_NOON, **words):
    facts = {"email": "amal@people.example", "phone": "", "talk": "german", "persons": 1}
    asked = Asked(offering=offering, person=person, matter="My visa ends.", **facts | words)
    return ask_for_appointment(asked, now=now, language="ar")


def owed(booking) -> list[str]:
    return list(booking.messages.order_by("pk").values_list("kind", flat=True))


def stage(booking, now=SUNDAY_NOON) -> Stage:
    return stage_of(fresh(booking), now)


def offer(booking, by, start=EIGHT, *, until=TONIGHT, now=SUNDAY_NOON):
    return offer_time(fresh(booking).request, start, until=until, by=by, now=now)


@pytest.fixture
def asked(offering):
    return ask(offering)


@pytest.fixture
def offered(asked, erika):
    offer(asked, erika)
    return fresh(asked)


def test_asking_writes_everything_down_and_owes_a_receipt(offering):
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


def test_what_ends_first_is_most_urgent_then_what_is_oldest(offering):
    christmas = date(2026, 12, 24)
    never = ask(offering, now=SUNDAY_NOON)
    later = ask(offering, ends_on=christmas, now=SUNDAY_NOON + MINUTE)
    sooner = ask(offering, ends_on=christmas, now=SUNDAY_NOON)
    first = ask(offering, ends_on=date(2026, 11, 25), now=SUNDAY_NOON + 2 * MINUTE)
    last = ask(offering, now=SUNDAY_NOON + MINUTE)
    urgent = [request.booking for request in Request.objects.by_urgency()]
    assert urgent == [first, sooner, later, never, last]


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


def test_asking_back_gives_an_offered_time_back(offered, offering, erika):
    ask_back(offered.request, "Which visa?", by=erika, now=SUNDAY_NOON)
    assert stage(offered) is Stage.QUESTION
    assert take(offering, EIGHT).time.starts_at == EIGHT


def test_without_a_question_there_is_no_answer(asked):
    with pytest.raises(ChangedMeanwhileError):
        answer_back(asked, "For work.", now=SUNDAY_NOON)
    assert not Note.objects.exists()


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


def test_withdrawing_frees_the_offered_time(offered, offering):
    for _ in range(2):
        withdraw_request(fresh(offered), now=SUNDAY_NOON)
    assert stage(offered) is Stage.TAKEN_BACK
    assert fresh(offered).ended_at == SUNDAY_NOON
    assert take(offering, EIGHT).time.starts_at == EIGHT


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
    late = Asked(
        offering=offering,
        persons=1,
        person=BOHDAN.__class__("Shevchenko", "Bohdan", 1985),
        email="",
        phone="",
        talk="german",
        matter="x",
    )
    booking = ask_for_appointment(late, now=SUNDAY_NOON, language="uk")
    with pytest.raises(SlotTakenError):
        offer(booking, erika)
    assert Contact.objects.get().email == ""
