"""Letters of invitation: folded, in an envelope with a window, read by somebody with a phone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from booking.models import Booking, Invitation
from booking.notifications.said import when
from booking.papers.letters import letters_pdf
from offices.models import RequiredDocument
from offices.models.hours import monday_of
from offices.moments import day_in_words
from tests import make, people
from tests.booking.impact.displaced import displaced, lapsed
from tests.booking.papers.conftest import NOW
from tests.booking.papers.reading import placed, read, words

pytestmark = pytest.mark.django_db

# Of a window (DIN 5008 form B, in millimetres) what shows wherever the paper slides to.
LEFT, RIGHT, TOP, BOTTOM = 25.0, 100.0, 50.0, 90.0
FOLD = 105.0
SENDER = "Stadt essen, Rathausplatz 1, 12345 Musterstadt"


def invited(essen, language: str = "uk", **fields: object) -> Booking:
    office = make.office(of=essen, name_de="Ausländeramt")
    make.desk(at=office)
    offering = make.offering(at=office)
    made = people.invited(
        latest=date(2026, 11, 27),
        now=NOW,
        offering=offering,
        language=language,
        invitation={"way": "letter", **fields},
    )
    made.attendees.update(file_number="AZ-4711/26")
    return made


@pytest.fixture
def amal(essen) -> Booking:
    return invited(essen)


@pytest.mark.parametrize("language", ["de", "uk", "ar"])
def test_name_and_sender_stand_in_the_window_and_nothing_else(essen, language):
    first = placed(read(letters_pdf([invited(essen, language)], now=NOW)).pages[0])
    seen = [
        (text, x)
        for text, x, y in first
        # What begins left of it or slides into it would be read by the postman too.
        if x < RIGHT + 10 and TOP - 10 < y < BOTTOM + 8
    ]
    assert seen == [(SENDER, LEFT), ("Amal O'Hadi-Öztürk", LEFT)]
    heights = [y for text, _x, y in first if (text, LEFT) in seen]
    assert all(TOP + 3 < y < BOTTOM for y in heights)


def test_long_names_stay_within_the_window(amal):
    amal.attendees.update(given_names="Maria Zubaida Esmeralda " * 2, family_name="Al-Hamwi" * 5)
    amal.authority.name_de = "Landeshauptstadt mit sehr langem Namen, Fachdienst Ausländerrecht"
    amal.authority.save()
    inside = [
        (x, y)
        for text, x, y in placed(read(letters_pdf([fresh(amal)], now=NOW)).pages[0])
        if x < RIGHT + 10
        and text.startswith(("Maria", "Zubaida", "Esmeralda", "Al-Hamwi", "Hamwi", "12345"))
    ]
    assert len(inside) > 2
    assert {x for x, _y in inside} == {LEFT}
    assert all(TOP < y < BOTTOM for _x, y in inside)


def fresh(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def test_the_sender_stands_beside_the_window(amal):
    beside = [
        text for text, x, y in placed(read(letters_pdf([amal], now=NOW)).pages[0]) if x > RIGHT + 10
    ]
    assert beside[:4] == ["Stadt essen", "Ausländeramt", "Rathausplatz 1", "12345 Musterstadt"]
    assert beside[4:7] == [
        "Telefon +49 201 88-0",
        "Montag, 2. November 2026",
        "Aktenzeichen AZ-4711/26",
    ]


def test_the_first_page_has_the_code_to_type_and_what_it_is_about(amal):
    page = words(read(letters_pdf([amal], now=NOW)).pages[0])
    for said in (
        amal.invitation.code,
        "Оберіть, будь ласка, час для прийому",
        "пʼятниця, 27 листопада 2026 року.",
        amal.spoken_number,
    ):
        assert said in page


def test_german_stands_below(amal):
    RequiredDocument.objects.create(
        service=amal.items.get().offering.service,
        key="p",
        name_de="Reisepass",
        name_uk="Паспорт",
    )
    text = " ".join(map(words, read(letters_pdf([amal], now=NOW)).pages))
    own, german = text.split("Bitte wählen Sie eine Zeit für Ihren Termin")
    for said in (amal.invitation.code, "Freitag, 27. November 2026"):
        assert said in german
    assert "Паспорт" in own + german
    assert "Reisepass" in own + german


def test_in_german_it_is_said_once(essen):
    text = " ".join(map(words, read(letters_pdf([invited(essen, "de")], now=NOW)).pages))
    assert text.count("Bitte wählen Sie eine Zeit für Ihren Termin") == 1


def test_an_order_to_come_says_so(essen):
    page = words(read(letters_pdf([invited(essen, "de", is_order=True)], now=NOW)).pages[0])
    assert "Sie wurden schriftlich vorgeladen. Sie müssen kommen." in page
    assert "vorgeladen" not in words(read(letters_pdf([invited(essen, "de")], now=NOW)).pages[0])


def test_each_letter_begins_on_a_page_of_its_own(essen):
    several = [invited(essen, "de") for _ in range(3)]
    pages = [words(page) for page in read(letters_pdf(several, now=NOW)).pages]
    assert [one.invitation.code in page for one, page in zip(several, pages, strict=True)] == [
        True,
        True,
        True,
    ]


@pytest.fixture
def ahmad(essen, erika) -> Booking:
    """He has no e-mail address; his appointment could not stay, and another time is kept."""
    office = make.office_open_on_weekdays(of=essen)
    starts = make.local(office, monday_of(timezone.localdate()) + timedelta(days=16), "10:00")
    booked = people.booked(
        starts=starts,
        now=timezone.now(),
        offering=make.offering(at=office),
        language="uk",
        email="",
    )
    words = {"words_de": "Der Aufzug wird repariert.", "words_uk": "Ремонтують ліфт."}
    return displaced(booked, erika, **words)


def test_who_has_to_choose_again_reads_what_was_why_and_what_is_kept(ahmad):
    text = " ".join(map(words, read(letters_pdf([ahmad], now=timezone.now())).pages))
    german = text.split("Ihr Termin kann zu dieser Zeit nicht stattfinden")[1]
    was, kept, until = (
        when(moment, ahmad, "de")
        for moment in (
            ahmad.affected.get().starts_at,
            ahmad.time.starts_at,
            ahmad.time.expires_at,
        )
    )
    for said in (
        f"Bisher: {was} Kommen Sie zu dieser Zeit nicht.",
        "Zu dieser Zeit arbeiten im Amt weniger Personen.",
        "Der Aufzug wird repariert.",
        f"Diese Zeit ist für Sie reserviert: {kept}",
        f"Die Reservierung gilt bis: {until}.",
        ahmad.invitation.code,
    ):
        assert said in german
    assert "Ремонтують ліфт." in text.replace(german, "")
    assert "Ремонтують ліфт." not in german


def test_once_it_is_free_again_the_letter_promises_nothing(ahmad):
    text = " ".join(map(words, read(letters_pdf([lapsed(ahmad)], now=timezone.now())).pages))
    assert "Ihr Termin kann zu dieser Zeit nicht stattfinden" in text
    assert "Bitte wählen Sie eine andere Zeit." in text
    assert "reserviert" not in text


def test_the_letter_bears_the_day_on_which_it_became_so(ahmad):
    Invitation.objects.filter(booking=ahmad).update(invited_at=NOW)
    page = words(read(letters_pdf([fresh(ahmad)], now=timezone.now())).pages[0])
    assert day_in_words(timezone.localdate(), "de") in page
