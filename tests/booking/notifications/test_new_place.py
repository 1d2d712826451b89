"""The mail that an office has moved: what it says, and that it says it while it is true."""

# ruff: noqa: RUF001 - Ukrainian letters look like Latin ones

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from booking.models import Booking, Message, Reservation
from booking.models.dossier import read_booking
from booking.notifications.delivery import deliver
from booking.notifications.letters import compose
from booking.notifications.truth import is_still_true
from booking.reservations import give_time, not_yet_told, tell_of_move
from booking.reservations.confirm import settle
from offices import showcase
from offices.models import OfficeAddress
from tests import make, people

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 5, 3, 8, tzinfo=UTC)
SINCE = date(2027, 5, 15)
STARTS = datetime(2027, 5, 17, 8, tzinfo=UTC)  # 10:00 in Germany
LINK = "http://127.0.0.1:8000/{0}/l/{1.number}/{1.link_token}/"
RULE = "\n* * *\n"
OLD, NEW = "Rathausplatz 1, 12345 Musterstadt", "Kruppstraße 16, 45128 Essen"

TOPS = {
    "de": """Das Amt zieht um.
Ihr Termin bleibt am gleichen Tag und zur gleichen Uhrzeit.
Der Ort ist neu: Kruppstraße 16, 45128 Essen
Ebene 2
Tram 1

Tag: Montag, 17. Mai 2027
Uhrzeit: 10:00
Ort: Ausländeramt
Nummer: {number}
PIN: {pin}

Termin ansehen, verschieben oder absagen:
{link}""",
    "en": """The office moves.
Your appointment stays on the same day and at the same time.
The place is new: Kruppstraße 16, 45128 Essen
Level 2
Tram 1

Day: Monday, May 17, 2027
Time: 10:00
Place: Ausländeramt
Number: {number}
PIN: {pin}

See, move or cancel your appointment:
{link}""",
    "ar": """المكتب ينتقل إلى مبنى آخر.
يبقى موعدك في اليوم نفسه وفي الساعة نفسها.
المكان جديد: \u2068Kruppstraße 16, 45128 Essen\u2069
الطابق 2
Tram 1

اليوم: الاثنين، 17 مايو 2027
الوقت: 10:00
المكان: Ausländeramt
رقم الحجز: {number}
الرقم السري (PIN): {pin}

الاطلاع على الموعد أو تغيير وقته أو إلغاؤه:
{link}""",
    "uk": """Відомство переїжджає.
Ваш прийом залишається того самого дня і о тій самій годині.
Місце нове: Kruppstraße 16, 45128 Essen
Ebene 2
Tram 1

День: понеділок, 17 травня 2027 року
Час: 10:00
Місце: Ausländeramt
Номер: {number}
PIN-код: {pin}

Переглянути, перенести або скасувати запис:
{link}""",
}
SUBJECTS = {
    "de": "Ihr Termin hat einen neuen Ort",
    "en": "Your appointment has a new place",
    "ar": "لموعدك مكان جديد",
    "uk": "Ваш прийом буде в іншому місці",
}


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """It is Monday, two weeks before the appointment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    showcase.forget()
    yield
    showcase.forget()


@pytest.fixture
def move(essen) -> OfficeAddress:
    return make.move(
        of=make.office(of=essen, name_de="Ausländeramt"),
        since=SINCE,
        access_notes_de="Ebene 2",
        access_notes_en="Level 2",
        access_notes_ar="الطابق 2",
        directions_de="Tram 1",
    )


@pytest.fixture
def amal(move) -> Booking:
    """Amal has booked before anybody knew of the move."""
    make.desk(at=move.office)
    offering = make.offering(at=move.office)
    return people.booked(starts=STARTS, now=NOW - timedelta(days=3), offering=offering)


def told(booking: Booking, language: str = "en") -> Message:
    Booking.objects.filter(pk=booking.pk).update(language=language)
    tell_of_move(booking, now=NOW)
    return Message.objects.get(kind="new_place")


@pytest.mark.parametrize("language", TOPS)
def test_it_says_what_stays_and_what_is_new(amal, language):
    letter = compose(told(amal, language))
    first, *_rest = letter.body.split(RULE)
    link = LINK.format(language, amal)
    facts = {"number": amal.spoken_number, "pin": amal.pin, "link": link}
    assert letter.subject == SUBJECTS[language]
    assert first.strip() == TOPS[language].format(**facts)


def test_a_new_name_of_the_office_is_told_with_the_new_place(amal, move):
    OfficeAddress.objects.filter(pk=move.pk).update(name_de="Haus am Park", name_en="Park House")
    top, german, facts, _german_facts = compose(told(amal)).body.split(RULE)
    assert f"The place is new: Park House, {NEW}\n" in top
    assert "Place: Park House\n" in top
    assert f"Der Ort ist neu: Haus am Park, {NEW}\n" in german
    assert "Ausländeramt" not in top + german + facts


def test_german_stands_below_and_what_to_bring_comes_again_with_the_new_address(amal):
    body = compose(told(amal)).body
    _top, german, _facts, german_facts = body.split(RULE)
    assert german.strip().startswith("Das Amt zieht um.\nIhr Termin bleibt")
    assert f"Adresse: {NEW}\nSo kommen Sie ins Gebäude: Ebene 2\n" in german_facts
    assert OLD not in body


def test_calendars_learn_the_new_place(amal):
    [entry] = compose(told(amal)).attachments
    calendar = Calendar.from_ical(entry.content)
    (event,) = calendar.events
    assert (calendar["method"], event["sequence"], event.start) == ("REQUEST", 1, STARTS)
    assert event["location"] == f"Ausländeramt, {NEW}"
    assert entry.mimetype.startswith("text/calendar; method=REQUEST")


def test_after_the_move_or_when_it_was_given_up_nobody_says_that_the_office_moves(amal, move):
    message = told(amal)
    move.delete()
    message.booking = Booking.objects.get(pk=amal.pk)
    assert compose(message).body.startswith(
        "Your appointment has another place.\n"
        "Your appointment stays on the same day and at the same time.\n"
        f"The place is now: {OLD}\n"
    )


@pytest.mark.parametrize(
    "change",
    [{"status": Reservation.Status.CANCELLED}, {"status": Reservation.Status.MISSED}],
)
def test_it_is_dropped_when_there_is_no_appointment_any_more(amal, change, postbox):
    message = told(amal)
    Reservation.objects.filter(booking=amal).update(**change)
    assert deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, postbox.mails) == ("dropped", [])


def test_it_is_true_until_the_appointment_begins_or_gets_another_time(amal):
    message = told(amal)
    assert is_still_true(message, STARTS - timedelta(minutes=1))
    assert not is_still_true(message, STARTS)
    message.booking.sequence += 1
    assert not is_still_true(message, NOW)


def test_a_worker_that_has_kept_the_old_address_sends_the_new_one(amal, move, postbox):
    move.delete()
    showcase.office_row(amal.office_id)  # what this process knows from now on
    make.move(of=amal.office, since=SINCE)
    message = told(amal)
    assert deliver(message.pk)
    [mail] = postbox.mails
    words = mail.get_body(preferencelist=("plain",)).get_content()
    assert f"The place is new: {NEW}" in words
    assert OLD not in words


def test_whoever_confirms_while_all_have_kept_the_old_address_is_told_the_new_one(
    amal, move, postbox
):
    """A page and a worker, within the seconds in which they look for no changes."""
    move.delete()
    showcase.office_row(amal.office_id)
    make.move(of=amal.office, since=SINCE)
    settle(read_booking(amal.pk), NOW, proven=False)
    assert deliver(amal.messages.get(kind="confirmation").pk)
    [mail] = postbox.mails
    words = mail.get_body(preferencelist=("plain",)).get_content()
    assert f"Address: {NEW}" in words
    assert OLD not in words
    assert list(not_yet_told(amal.office, SINCE, now=NOW)) == []


@pytest.mark.parametrize(("day", "address"), [(date(2027, 5, 14), OLD), (date(2027, 5, 15), NEW)])
@pytest.mark.parametrize("kind", ["confirmation", "moved", "reminder", "offer"])
def test_every_mail_names_the_place_of_the_day_of_the_appointment(amal, kind, day, address):
    start = make.local(amal.office, day, "10:00")
    during = type(amal.time.during)(start, start + timedelta(minutes=30))
    Reservation.objects.filter(booking=amal).update(during=during)
    booking = Booking.objects.get(pk=amal.pk)
    letter = compose(people.message(booking, Message.Kind(kind), due=NOW))
    assert address in letter.body
    assert (OLD if address == NEW else NEW) not in letter.body
    for entry in letter.attachments:
        (event,) = Calendar.from_ical(entry.content).events
        assert event["location"] == f"Ausländeramt, {address}"


def test_whoever_is_moved_across_the_day_reads_the_other_address(amal, erika, monkeypatch):
    make.hours(at=amal.office, weekday=4, opens="08:00", closes="12:00")
    friday = make.local(amal.office, date(2027, 5, 14), "09:00")
    give_time(Booking.objects.get(pk=amal.pk), friday, now=NOW)
    letter = compose(Message.objects.get(kind="moved"))
    assert f"Address: {OLD}" in letter.body
    assert NEW not in letter.body
