"""Every kind of mail, in every language: it says something, and its subject tells nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking.models import Booking, Invitation, Message, Note, Request, Reservation, Verification
from booking.notifications.delivery import deliver
from booking.notifications.letters import compose
from booking.notifications.reminders import by_day
from offices.models import LegalText
from tests import make, people

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)
STARTS = datetime(2026, 9, 21, 8, tzinfo=UTC)
LINK = "/l/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> Booking:
    """Somebody of whom everything is known: asked, invited, booked."""
    offering = make.offering(at=make.desk(at=make.office(slug="hall")).office)
    made = people.booked(starts=STARTS, now=NOW, offering=offering)
    Invitation.objects.create(
        booking=made, way="email", latest=date(2026, 10, 1), is_order=True, invited_at=NOW
    )
    Request.objects.create(booking=made, asked_at=NOW)
    Verification.objects.create(booking=made, issued_at=NOW)
    return made


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
@pytest.mark.parametrize("kind", Message.Kind.values)
def test_every_kind_says_something_in_every_language(amal, kind, language):
    note = Note.objects.create(booking=amal, from_office=True, text="Welche Karte?", written_at=NOW)
    made = people.message(
        amal, Message.Kind(kind), due=NOW, language=language, note=note, before=NOW
    )
    letter = compose(made)
    is_code = kind in ("code", "new_email")
    assert "O'Hadi" not in letter.subject
    assert "Leistung" not in letter.subject
    assert (amal.spoken_number in letter.body) is not is_code
    is_strange = kind in ("new_email", "other_email")
    assert (LINK in letter.body) is not is_strange
    assert (amal.pin in letter.body) is not (is_strange or is_code)
    assert letter.body.count("* * *") >= (language != "de")


def test_a_question_carries_the_words_of_the_office(amal):
    note = Note.objects.create(booking=amal, from_office=True, text="Welche Karte?", written_at=NOW)
    made = people.message(amal, Message.Kind.QUESTION, due=NOW, note=note)
    assert "Welche Karte?" in compose(made).body


@pytest.mark.parametrize("kind", ["confirmation", "moved", "reminder"])
def test_who_was_ordered_to_come_reads_that_the_letter_counts_and_of_no_cancelling(amal, kind):
    def words() -> str:
        return compose(people.message(amal, Message.Kind(kind), due=NOW)).body.split("* * *")[0]

    order = "You have a written order to come (Vorladung). The letter counts: you must come."
    assert order in words()
    assert "cancel" not in words()
    assert "cannot come" not in words()
    Invitation.objects.update(is_order=False)
    amal.refresh_from_db()
    assert order not in words()
    assert ("cancel" in words()) is (kind != "reminder")


def test_a_receipt_names_the_office_and_the_person_and_says_that_it_is_no_application(amal):
    LegalText.objects.create(key="not_an_application", text_de="Kein Antrag.")
    body = compose(people.message(amal, Message.Kind.RECEIPT, due=NOW)).body
    german = body.split("* * *")[1]
    assert f"Amt: {amal.authority.name_de}\nOrt: {amal.office.name_de}\n" in german
    assert "Angefragt für: Amal O'Hadi-Öztürk (00.00.1990)\n\nKein Antrag.\n" in german


def test_no_appointment_is_no_decision(amal):
    body = compose(people.message(amal, Message.Kind.DECLINED, due=NOW)).body
    assert "This is no decision about your application." in body


def test_a_new_time_names_the_one_before(amal):
    made = people.message(amal, Message.Kind.MOVED, due=NOW, before=STARTS - timedelta(days=3))
    assert "Before: Friday, September 18, 2026 · 10:00." in compose(made).body


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("06:59", "2026-09-14 07:00"),
        ("07:00", "2026-09-14 07:00"),
        ("20:59", "2026-09-14 20:59"),
        ("21:00", "2026-09-15 07:00"),
        ("23:30", "2026-09-15 07:00"),
    ],
)
def test_nobody_is_woken(amal, wall, expected):
    moment = make.local(amal.office, date(2026, 9, 14), wall)
    assert f"{by_day(moment, amal.office).astimezone(amal.office.zone):%Y-%m-%d %H:%M}" == expected


def test_a_reminder_that_comes_to_its_turn_at_night_waits_for_the_morning(amal, monkeypatch):
    night = make.local(amal.office, date(2026, 9, 20), "22:15")
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    made = people.message(amal, Message.Kind.REMINDER, due=night, issue=0)
    assert deliver(made.pk)
    made.refresh_from_db()
    assert (made.status, made.attempts) == ("owed", 0)
    assert made.due_at == make.local(amal.office, date(2026, 9, 21), "07:00")


def test_of_two_reminders_due_after_an_outage_only_the_later_is_sent(amal, monkeypatch, postbox):
    noon = make.local(amal.office, date(2026, 9, 20), "12:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    week = people.message(amal, Message.Kind.REMINDER, due=noon - timedelta(days=6), issue=0)
    eve = people.message(amal, Message.Kind.REMINDER, due=noon - timedelta(hours=2), issue=0)
    assert [deliver(week.pk), deliver(eve.pk)] == [True, True]
    states = Message.objects.order_by("due_at").values_list("status", flat=True)
    assert list(states) == ["dropped", "sent"]


def test_of_two_reminders_put_off_to_the_same_morning_only_the_later_is_sent(
    amal, monkeypatch, postbox
):
    night = make.local(amal.office, date(2026, 9, 20), "22:15")
    week = people.message(amal, Message.Kind.REMINDER, due=night - timedelta(days=6), issue=0)
    eve = people.message(amal, Message.Kind.REMINDER, due=night - timedelta(hours=2), issue=0)
    for moment in (night, make.local(amal.office, date(2026, 9, 21), "07:00")):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        assert [deliver(week.pk), deliver(eve.pk)] == [True, True]
    states = Message.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["dropped", "sent"]


def test_of_two_reminders_put_off_by_a_mail_server_only_the_later_is_sent(
    amal, monkeypatch, postbox
):
    noon = make.local(amal.office, date(2026, 9, 20), "12:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    week = people.message(amal, Message.Kind.REMINDER, due=noon - timedelta(days=6), issue=0)
    eve = people.message(amal, Message.Kind.REMINDER, due=noon, issue=0)
    postbox.answer_to_recipient = "450 later"
    assert deliver(eve.pk)
    postbox.answer_to_recipient = "250 OK"
    assert deliver(week.pk)
    week.refresh_from_db()
    assert (week.status, postbox.mails) == ("dropped", [])


@pytest.mark.parametrize(
    "change",
    [{"status": Reservation.Status.CANCELLED}, {"status": Reservation.Status.MISSED}],
)
def test_nobody_is_reminded_of_what_is_no_appointment_any_more(amal, change, monkeypatch):
    noon = make.local(amal.office, date(2026, 9, 20), "12:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    Reservation.objects.filter(booking=amal).update(**change)
    made = people.message(amal, Message.Kind.REMINDER, due=noon, issue=0)
    assert deliver(made.pk)
    made.refresh_from_db()
    assert made.status == "dropped"
