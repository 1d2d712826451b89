"""What a mail says, in which languages, and what it never says."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from booking import keys
from booking.models import Message
from booking.notifications.letters import compose, message_id
from offices.models import LegalText, RequiredDocument
from tests import make, people

pytestmark = pytest.mark.django_db

CODE, CONFIRMATION = Message.Kind.CODE, Message.Kind.CONFIRMATION
NOON_IN_BERLIN = datetime(2026, 11, 30, 11, 5, tzinfo=UTC)
RULE = "\n* * *\n"


@pytest.fixture
def booking(now):
    """Amal has an appointment on Monday 30 November 2026 at 12:05, and reads Arabic."""
    office = make.office(
        of=make.authority(slug="essen", name_de="Stadt Essen", name_ar="مدينة إسن"),
        name_de="Rathaus",
        access_notes_de="Ebene 1 & 2",
        access_notes_ar="الطابق 1",
    )
    make.desk(at=office)
    offering = make.offering(
        at=office, service=make.service(name_de="Chipkarte", name_ar="بطاقة"), minutes=20
    )
    return people.booked(starts=NOON_IN_BERLIN, now=now, offering=offering, language="ar")


def letter(booking, kind=CONFIRMATION, **fields):
    return compose(people.message(booking, kind, due=NOON_IN_BERLIN, **fields))


def page_of(mail):
    [(page, kind)] = mail.alternatives
    assert kind == "text/html"
    return page


def blocks(page):
    """The language and direction of each part of the page, from top to bottom."""
    return re.findall(r'<div lang="(\w+)" dir="(\w+)"', page)


def test_the_confirmation_begins_with_day_place_number_and_pin_in_both_languages(booking):
    first, german, *_rest = letter(booking).body.split(RULE)
    for part, day, language in [
        (first, "الاثنين، 30 نوفمبر 2026", "ar"),
        (german, "Montag, 30. November 2026", "de"),
    ]:
        facts = [line.partition(": ")[2] for line in part.splitlines() if ": " in line]
        assert facts == [day, "12:05", "Rathaus", booking.spoken_number, booking.pin]
        assert part.strip().endswith(
            f"http://127.0.0.1:8000/{language}/l/{booking.number}/{booking.link_token}/"
        )


def test_then_come_minutes_name_address_and_the_way_in(booking):
    _head, _german_head, arabic, german = letter(booking).body.split(RULE)
    for part, matter, access in [
        (arabic, "بطاقة", "الطابق 1"),
        (german, "Chipkarte", "Ebene 1 & 2"),
    ]:
        assert part.strip().startswith(matter)
        for fact in ["20", "Amal O'Hadi-Öztürk", "Rathausplatz 1, 12345 Musterstadt", access]:
            assert fact in part


def test_each_document_stands_with_its_condition_unless_the_authority_always_wants_it(booking):
    service = booking.items.get().offering.service
    make_document = RequiredDocument.objects.create
    make_document(service=service, key="a", position=1, name_de="Pass", name_ar="جواز سفر")
    make_document(
        service=service, key="b", position=2, name_de="Mietvertrag", condition_de="wenn umgezogen"
    )
    make_document(
        service=service,
        key="c",
        position=3,
        name_de="Foto",
        condition_de="wenn verlangt",
        required_at=["essen"],
    )
    _head, _german_head, arabic, german = letter(booking).body.split(RULE)
    assert re.findall(r"^- (.*)$", german, re.MULTILINE) == [
        "Pass",
        "Mietvertrag (wenn umgezogen)",
        "Foto",
    ]
    assert "- جواز سفر" in arabic


def test_the_legal_texts_stand_in_order_and_in_the_authoritys_own_words(booking):
    for key in LegalText.Key.values:
        make.legal_text(key, f"({key})", text_ar=f"[{key}]", reviewed=["ar"])
    LegalText.objects.create(key="cannot_come", authority=booking.authority, text_de="(ours)")
    _head, _german_head, arabic, german = letter(booking).body.split(RULE)
    assert re.findall(r"^\((.*)\)$", german, re.MULTILINE) == [
        "not_an_application",
        "ours",
        "name_fixed",
        "free_of_charge",
    ]
    assert "[not_an_application]" in arabic


def test_the_code_mail_has_the_code_how_long_it_lives_and_the_way_on(booking, now):
    held = people.held(now=now, language="uk")
    mail = letter(held, CODE, issue=2)
    code = keys.mail_code(held.number, "amal@people.example", 2)
    until = f"{(now + timedelta(minutes=20)).astimezone(held.office.zone):%H:%M}"
    assert len(mail.body.split(RULE)) == 2
    for part, language in zip(mail.body.split(RULE), ["uk", "de"], strict=True):
        for fact in [code, "20", until, held.office.name]:
            assert fact in part
        assert f"http://127.0.0.1:8000/{language}/l/{held.number}/{held.link_token}/" in part
    assert re.findall(r"font-size:34px[^>]*><bdi dir=\"ltr\">(\d{6})<", page_of(mail)) == [code] * 2


def test_the_code_mail_repeats_nothing_that_somebody_typed(now):
    mail = letter(people.held(now=now), CODE)
    for part in (mail.subject, mail.body, page_of(mail)):
        assert "Amal" not in part
        assert "Öztürk" not in part


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", [("de", "ltr")]),
        ("en", [("en", "ltr"), ("de", "ltr")]),
        ("ar", [("ar", "rtl"), ("de", "ltr")]),
        ("uk", [("uk", "ltr"), ("de", "ltr")]),
    ],
)
def test_german_stands_below_once_and_every_part_runs_its_own_way(language, parts, now):
    code = page_of(letter(people.held(now=now, language=language), CODE))
    confirmation = page_of(letter(people.booked(starts=NOON_IN_BERLIN, now=now, language=language)))
    assert blocks(code) == parts
    assert blocks(confirmation) == parts * 2
    for page in (code, confirmation):
        assert f'<html lang="{language}" dir="{parts[0][1]}">' in page


def test_names_are_escaped_on_the_page_and_plain_in_the_text(booking):
    booking.attendees.update(family_name="<b>O'Neill & Söhne</b>")
    mail = letter(booking)
    assert "Amal <b>O'Neill & Söhne</b>" in mail.body
    assert "Amal &lt;b&gt;O&#x27;Neill &amp; Söhne&lt;/b&gt;" in page_of(mail)


def test_german_words_inside_an_arabic_part_keep_their_own_direction(booking):
    page = page_of(letter(booking))
    for words in ["Rathaus", "Rathausplatz 1, 12345 Musterstadt", "Ebene 1 &amp; 2"]:
        assert f"<bdi>{words}</bdi>" in page
        assert re.findall(rf"(?<!<bdi>){words}(?!</bdi>|platz)", page) == []


def test_a_phone_number_keeps_its_order_between_arabic_words(booking):
    booking.office.authority.phone = "+49 201 88-38883"
    first, german = letter(booking, Message.Kind.CANCELLATION).body.split(RULE)
    assert "\u2066+49 201 88-38883, amt@essen.example\u2069" in first
    assert " +49 201 88-38883, amt@essen.example\n" in german


def test_no_mail_fetches_anything_from_anywhere(booking, now):
    for page in (page_of(letter(booking)), page_of(letter(people.held(now=now), CODE))):
        assert re.findall(r"<(?:img|link|script|iframe|style)|url\(|src=", page) == []
        assert set(re.findall(r"https?://[^/]+", page)) == {"http://127.0.0.1:8000"}


@pytest.mark.parametrize(
    ("kind", "subject"), [(CODE, "Your code"), (CONFIRMATION, "Your appointment")]
)
def test_the_subject_says_neither_who_nor_what_nor_where(kind, subject, booking, now):
    person = people.held(now=now) if kind == CODE else booking
    person.language = "en"
    assert letter(person, kind).subject == subject


def test_the_message_id_is_always_the_same_for_a_message_and_tells_nothing(booking, settings):
    message = people.message(booking, CONFIRMATION, due=NOON_IN_BERLIN)
    other = people.message(booking, CONFIRMATION, due=NOON_IN_BERLIN)
    before = message_id(message)
    settings.SECRET_KEY = "another key"
    assert message_id(message) == before != message_id(other)
    assert re.fullmatch(r"<[0-9a-f]{32}@willkommen\.example>", before)


def test_the_headers_say_that_a_machine_wrote_it_and_when(booking, settings):
    mail = letter(booking).message()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"]
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["To"] == "amal@people.example"
    words, entry = mail.get_payload()
    assert [part.get_content_type() for part in words.get_payload()] == ["text/plain", "text/html"]
    assert (entry.get_content_type(), entry.get_param("method")) == ("text/calendar", "REQUEST")
