"""What people are mailed whose appointment could not stay."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from booking.models import Affected, Invitation, Message, Request
from booking.notifications.delivery import deliver
from booking.notifications.letters import compose
from booking.notifications.said import when
from booking.notifications.truth import is_still_true
from booking.reservations import (
    accept_kept,
    cancel,
    choose,
    confirm_invited,
    give_up_kept,
    restore,
    send_again,
    take_instead,
)
from offices.changes.edits import change_hours
from offices.models import Change
from tests import people
from tests.booking.impact.deciding import drafted, rule_of, saved
from tests.booking.impact.displaced import displaced, fresh, lapsed
from tests.booking.impact.test_again import other_time, owed

pytestmark = pytest.mark.django_db
Decision, Kind = Affected.Decision, Message.Kind
RULE = "\n* * *\n"


@pytest.fixture
def falls(booked, thursday):
    return booked(thursday, "10:00")


@pytest.fixture
def kept(falls, manager):
    return displaced(
        falls,
        manager,
        words_de="Der Aufzug wird repariert.",
        words_ar="يجري إصلاح المصعد.",
    )


def mail(booking, kind: Message.Kind):
    """The newest of that kind, as it would be delivered now."""
    [*_, message] = owed(booking, kind)
    message.booking = fresh(booking)
    assert is_still_true(message, timezone.now())
    return compose(message)


def own(letter) -> list[str]:
    """The part in the person's language, sentence by sentence."""
    part = letter.body.split(RULE)[0]
    return [line for line in part.splitlines() if line]


def taken_off(letter):
    [(name, content, kind)] = letter.attachments
    [event] = Calendar.from_ical(content).events
    assert (name, "method=CANCEL" in kind) == ("appointment.ics", True)
    return event


def at(moment, booking, language: str = "en") -> str:
    return when(moment, booking, language)


def test_the_kept_time_comes_first_then_until_when_then_what_was_and_why(kept, falls):
    letter = mail(kept, Kind.CHOOSE_AGAIN)
    said, ends = own(letter), at(kept.time.expires_at, kept)
    assert letter.subject == "Please choose your appointment again"
    assert said[:5] == [
        "Your appointment cannot take place. We keep another time for you:",
        at(kept.time.starts_at, kept),
        f"We keep it until: {ends}. Please say yes before that, or choose another time.",
        f"Before: {at(falls.time.starts_at, kept)}. Do not come at that time any more.",
        "Fewer people work at the office at that time.",
    ]
    assert said[5].startswith("The last day you can choose is: ")
    assert "Say yes or choose another time:" in said


def test_the_old_entry_goes_from_calendars_with_the_time_it_had(kept, falls):
    event = taken_off(mail(kept, Kind.CHOOSE_AGAIN))
    assert (event.start, event["sequence"]) == (falls.time.starts_at, kept.sequence)
    assert event.end == falls.time.starts_at + timedelta(minutes=30)
    assert event["status"] == "CANCELLED"
    accept_kept(kept, now=timezone.now())
    [(_name, content, _kind)] = mail(kept, Kind.CONFIRMATION).attachments
    [booked] = Calendar.from_ical(content).events
    assert (booked.start, booked["status"]) == (kept.time.starts_at, "CONFIRMED")
    assert booked["sequence"] > event["sequence"]


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
def test_own_words_of_the_office_stand_only_in_the_part_of_their_language(kept, language):
    kept.messages.update(language=language)
    parts = mail(kept, Kind.CHOOSE_AGAIN).body.split(RULE)
    german = ["Der Aufzug wird repariert." in part for part in parts]
    arabic = ["يجري إصلاح المصعد." in part for part in parts]
    assert german == ([True] if language == "de" else [False, True])
    assert arabic == ([False] if language == "de" else [language == "ar", False])


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
@pytest.mark.parametrize("kind", [Kind.CHOOSE_AGAIN, Kind.OTHER_DESK, Kind.OFFER_OVER])
def test_no_subject_tells_a_name_or_a_matter(kept, kind, language):
    letter = compose(people.message(kept, kind, due=timezone.now(), language=language))
    assert letter.subject
    assert not any(word in letter.subject for word in ("Amal", "O'Hadi", "Leistung"))


def test_delivered_after_it_was_free_again_it_promises_no_kept_time(kept):
    said = own(mail(lapsed(kept), Kind.CHOOSE_AGAIN))
    assert said[0] == "Your appointment cannot take place. Please choose another time."
    assert "We do not keep a time for you any more. It is free for others again." in said
    assert not any("We keep" in line for line in said)


def test_where_nothing_was_free_it_says_that_one_has_to_choose(falls, manager):
    said = own(mail(displaced(falls, manager, nothing_free=True), Kind.CHOOSE_AGAIN))
    assert said[:2] == [
        "Your appointment cannot take place. Please choose another time.",
        f"Before: {at(falls.time.starts_at, falls)}. Do not come at that time any more.",
    ]
    assert "Choose a time:" in said
    assert not any("keep" in line for line in said)


def test_who_must_come_reads_so(kept):
    Invitation.objects.filter(booking=kept).update(is_order=True)
    order = "You have a written order to come (Vorladung). Please choose a time: you must come."
    assert order in own(mail(kept, Kind.CHOOSE_AGAIN))


def test_answered_before_it_was_sent_it_is_not_sent(kept):
    [message] = owed(kept, Kind.CHOOSE_AGAIN)
    accept_kept(kept, now=timezone.now())
    assert owed(kept, Kind.CHOOSE_AGAIN) == []
    assert not deliver(message.pk)
    message.booking = fresh(kept)  # also where a worker has it in hands already
    assert not is_still_true(message, timezone.now())


def test_a_day_before_it_is_kept_no_longer_one_more_word_comes(kept):
    soon, _late = owed(kept, Kind.LAST_CALL)
    assert timedelta(hours=13) < kept.invitation.kept_until - soon.due_at <= timedelta(days=1)
    soon.booking = kept
    assert is_still_true(soon, timezone.now())
    assert own(compose(soon))[:2] == [
        "Please say yes to the time that we keep for you.",
        at(kept.time.starts_at, kept),
    ]
    accept_kept(kept, now=timezone.now())
    soon.booking = fresh(kept)
    assert not is_still_true(soon, timezone.now())


def test_the_later_call_is_about_choosing(kept):
    late = owed(kept, Kind.LAST_CALL)[1]
    late.booking = lapsed(kept)
    assert own(compose(late))[0] == "Please choose a time soon."


def test_reminders_of_the_old_time_are_dropped(falls, manager):
    people.message(falls, Kind.REMINDER, due=timezone.now() + timedelta(days=3))
    displaced(falls, manager)
    assert owed(falls, Kind.REMINDER) == []


def test_whoever_needs_nothing_any_more_is_left_alone(kept):
    give_up_kept(kept, now=timezone.now())
    assert owed(kept) == []


def test_cancelled_for_a_change_it_says_why_and_how_to_go_on(falls, manager):
    gone = displaced(falls, manager, decision=Decision.CANCEL, words_en="The lift is repaired.")
    letter = mail(gone, Kind.CANCELLATION)
    assert own(letter)[:5] == [
        "Your appointment is cancelled.",
        f"It was: {at(falls.time.starts_at, falls)}. Do not come at that time.",
        "Fewer people work at the office at that time.",
        "The lift is repaired.",
        "We are sorry. Please book another appointment.",
    ]
    assert "take it back" not in letter.body
    assert taken_off(letter).start == falls.time.starts_at


def test_cancelled_for_a_change_whoever_was_invited_or_has_asked_goes_on_there(falls, manager, now):
    asked = Request.objects.create(booking=falls, asked_at=now, status="offered")
    gone = displaced(falls, manager, decision=Decision.CANCEL)
    assert "We are sorry. Please ask the office for another appointment." in own(
        mail(gone, Kind.CANCELLATION)
    )
    asked.delete()
    latest = timezone.localdate() + timedelta(days=20)
    Invitation.objects.create(booking=falls, way="email", latest=latest, invited_at=now)
    again = "We are sorry. Please choose another time: your invitation is still good."
    assert again in own(mail(gone, Kind.CANCELLATION))


def test_another_desk_needs_nothing_of_the_person(falls):
    letter = compose(people.message(falls, Kind.OTHER_DESK, due=timezone.now()))
    assert own(letter)[:4] == [
        "Your appointment stays on the same day, at the same time.",
        at(falls.time.starts_at, falls),
        "Only the desk inside the office (Schalter) is another one.",
        "You need not do anything.",
    ]
    assert letter.attachments == []


def test_a_kept_time_that_falls_away_leads_to_choosing(kept, manager, now):
    was = kept.time.starts_at
    change = Change.objects.create(
        office=kept.office, made_by=manager, made_at=now, reason=Change.Reason.HOURS
    )
    steps = change_hours(rule_of(change, 3), {"closes": "09:00:00"}, None)
    saved(drafted(change, steps), Decision.LEAVE, now)
    assert own(mail(kept, Kind.OFFER_OVER))[:4] == [
        "The time that we kept for you is not possible any more.",
        f"It was: {at(was, kept)}. Do not come at that time.",
        "The office has new opening hours.",
        "Please choose another time.",
    ]


def test_an_offered_time_that_falls_away_leaves_the_office_to_act(offering, thursday, now):
    booking = people.asked(now=now, offering=offering)
    made = people.message(booking, Kind.OFFER_OVER, due=now, before=now + timedelta(days=9))
    said = own(compose(made))
    assert said[0] == "The time that we offered you is not possible any more."
    assert "The office looks for another time and writes to you." in said


def test_sent_again_it_takes_the_old_entry_away_once_more(kept, falls, now):
    send_again(kept, now=now)
    assert taken_off(mail(kept, Kind.CHOOSE_AGAIN)).start == falls.time.starts_at


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("de", "Bitte buchen Sie einen anderen Termin."),
        ("en", "Please book another appointment."),
        ("ar", "يُرجى حجز موعد آخر."),
        ("uk", "Запишіться, будь ласка, на інший час."),
    ],
)
def test_how_to_go_on_is_said_once_also_where_the_office_has_written_it(
    language, way, falls, manager
):
    falls.language = language
    falls.save(update_fields=["language"])
    words = {f"words_{language}": f"Das Amt feiert. {way}"}
    letter = mail(displaced(falls, manager, decision=Decision.CANCEL, **words), Kind.CANCELLATION)
    assert letter.body.split(RULE)[0].count(way) == 1


# --- what is not said any more -------------------------------------------------------------------
def planned_last_calls(booking) -> set[str]:
    return set(booking.messages.filter(kind=Kind.LAST_CALL).values_list("status", flat=True))


def test_who_says_yes_is_not_called_again(kept):
    assert planned_last_calls(kept) == {"owed"}
    accept_kept(kept, now=timezone.now())
    assert planned_last_calls(kept) == {"dropped"}


def test_who_takes_another_time_instead_is_not_called_again(kept, now):
    take_instead(kept, other_time(kept, now), now=now)
    assert planned_last_calls(kept) == {"dropped"}


def test_who_chooses_after_nothing_is_kept_any_more_is_not_called_again(kept, now):
    kept.messages.filter(kind=Kind.CHOOSE_AGAIN).update(status=Message.Status.SENT)
    gone = lapsed(kept)
    choose(gone, other_time(gone, now), now=timezone.now(), language="en")
    confirm_invited(fresh(kept), now=timezone.now())
    assert planned_last_calls(kept) == {"dropped"}


def test_who_cancels_what_was_chosen_may_still_choose_and_is_called_once(kept):
    accept_kept(kept, now=timezone.now())
    cancel(fresh(kept), now=timezone.now())
    [call] = owed(kept, Kind.LAST_CALL)
    latest = fresh(kept).invitation.latest
    assert timezone.localdate(call.due_at) == latest - timedelta(days=7)
    restore(fresh(kept), now=timezone.now())
    assert planned_last_calls(kept) == {"dropped"}
