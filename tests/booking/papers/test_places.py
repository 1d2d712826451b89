"""Papers and calendar files name the building of the right day."""

# ruff: noqa: RUF001 - Arabic letters look like Latin ones

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from booking.models import Booking, CheckedDocument, Reservation, Visit
from booking.papers.appointment import appointment_pdf
from booking.papers.calendar import Method, calendar_file
from booking.papers.letters import letters_pdf
from booking.papers.missing import missing_pdf
from booking.papers.proof import proof_of
from booking.papers.receipt import receipt_pdf
from booking.papers.whereabouts import whereabouts
from offices.models import RequiredDocument
from tests import make, people
from tests.booking.papers.conftest import NOW
from tests.booking.papers.reading import placed, read, words

pytestmark = pytest.mark.django_db

SINCE = date(2026, 11, 25)  # the day after Amal's appointment
OLD, NEW = "Rathausplatz 1, 12345 Musterstadt", "Kruppstraße 16, 45128 Essen"
BOTH = {
    "de": f"bis Dienstag, 24. November 2026: {OLD} ab Mittwoch, 25. November 2026: {NEW}",
    "en": f"until Tuesday, November 24, 2026: {OLD} from Wednesday, November 25, 2026: {NEW}",
    "ar": f"حتى \u2068الثلاثاء، 24 نوفمبر 2026\u2069: {OLD} "
    f"ابتداءً من \u2068الأربعاء، 25 نوفمبر 2026\u2069: {NEW}",
    "uk": f"останній день – вівторок, 24 листопада 2026 року: {OLD} "
    f"з такого дня – середа, 25 листопада 2026 року: {NEW}",
}


@pytest.fixture
def move(amal):
    return make.move(of=amal.office, since=SINCE, access_notes_de="Ebene 2", directions_de="Tram 1")


def after(booking: Booking) -> Booking:
    """The same appointment two days later."""
    during, days = booking.time.during, timedelta(days=2)
    later = type(during)(during.lower + days, during.upper + days)
    Reservation.objects.filter(booking=booking).update(during=later)
    return Booking.objects.get(pk=booking.pk)


def text(paper: bytes) -> str:
    return " ".join(map(words, read(paper).pages))


def location(booking: Booking, method: Method) -> str:
    written = calendar_file(booking, language="de", method=method, now=NOW)
    (event,) = Calendar.from_ical(written).events
    return str(event["location"])


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_paper_of_an_appointment_names_the_building_of_its_day(amal, move, language):
    before = text(appointment_pdf(amal, language))
    assert (OLD in before, NEW in before) == (True, False)
    assert "Aufzug am Eingang B." in before
    assert "Ebene 2" not in before
    moved = text(appointment_pdf(after(amal), language))
    assert (OLD in moved, NEW in moved) == (False, True)
    assert "Ebene 2" in moved
    assert "Tram 1" in moved
    assert "Aufzug" not in moved


@pytest.fixture
def renamed(move):
    move.name_de, move.name_ar = "Haus am Park", "بيت الحديقة"
    move.save()
    return move


def test_papers_name_the_house_of_the_day_as_it_is_called(amal, renamed):
    before, moved = text(appointment_pdf(amal, "de")), text(appointment_pdf(after(amal), "de"))
    assert ("Ausländeramt" in before, "Haus am Park" in before) == (True, False)
    assert ("Ausländeramt" in moved, "Haus am Park" in moved) == (False, True)
    assert location(Booking.objects.get(pk=amal.pk), Method.REQUEST) == f"Haus am Park, {NEW}"


def test_while_the_day_is_open_the_new_name_stands_with_the_new_house(amal, renamed):
    letter = text(letters_pdf([invited(amal, date(2026, 12, 24))], now=NOW))
    both = BOTH["de"].replace(NEW, f"Haus am Park, {NEW}")
    assert f"Ort: Ausländeramt, {both}" in letter
    moved = datetime.combine(SINCE, NOW.timetz())
    later = text(letters_pdf([invited(amal, date(2026, 12, 24))], now=moved))
    assert f"Ort: Haus am Park, {NEW}" in later
    assert "Ausländeramt" not in later


@pytest.mark.parametrize("method", Method)
def test_the_calendar_file_names_the_building_of_its_day(amal, move, method):
    assert location(amal, method) == f"Ausländeramt, {OLD}"
    assert location(after(amal), method) == f"Ausländeramt, {NEW}"


@pytest.mark.parametrize("is_later", [False, True])
def test_whoever_checks_a_paper_reads_where_the_appointment_is(amal, move, client, is_later):
    booking = after(amal) if is_later else amal
    paper = proof_of(booking)
    day = paper.day.isoformat()
    page = client.get(
        reverse("citizen:proof", args=[paper.number, paper.office, day, 0, paper.token])
    ).content.decode()
    assert (OLD in page, NEW in page) == (not is_later, is_later)


@pytest.mark.parametrize("language", BOTH)
def test_while_the_day_is_open_both_buildings_are_named_with_their_days(amal, move, language):
    both = whereabouts(amal.office, NOW.date(), date(2026, 12, 24), language)
    assert [one.address for one in both] == [OLD, NEW]
    said = " ".join(f"{one.when}: {one.address}" for one in both)
    assert said == BOTH[language]


@pytest.mark.parametrize(
    ("first", "last", "address"),
    [
        (NOW.date(), date(2026, 11, 24), OLD),
        (SINCE, date(2026, 12, 24), NEW),
        (date(2026, 12, 24), SINCE, NEW),  # the latest day has passed
    ],
)
def test_one_building_needs_no_days(amal, move, first, last, address):
    (only,) = whereabouts(amal.office, first, last, "de")
    assert (only.when, only.address) == ("", address)


def invited(booking: Booking, latest: date, language: str = "de") -> Booking:
    offering = booking.items.get().offering
    return people.invited(latest=latest, now=NOW, offering=offering, language=language)


def test_a_letter_names_both_if_the_office_moves_before_the_latest_day(amal, move):
    letter = text(letters_pdf([invited(amal, date(2026, 12, 24))], now=NOW))
    assert f"Ort: Ausländeramt, {BOTH['de']}" in letter
    in_time = text(letters_pdf([invited(amal, date(2026, 11, 24))], now=NOW))
    assert f"Ort: Ausländeramt, {OLD}" in in_time
    assert NEW not in in_time


def test_a_letter_is_sent_from_where_the_office_is_when_it_is_printed(amal, move):
    booking = invited(amal, date(2026, 12, 24))
    moved = datetime.combine(SINCE, NOW.timetz())
    for now, street in ((NOW, "Rathausplatz 1"), (moved, "Kruppstraße 16")):
        first = read(letters_pdf([booking], now=now)).pages[0]
        top = [piece for piece, _x, y in placed(first) if y < 100]
        assert sum(street in piece for piece in top) == 2
    assert f"Ort: Ausländeramt, {NEW}" in text(letters_pdf([booking], now=moved))


def test_the_receipt_of_a_request_names_both_if_the_office_moves_soon(amal, move):
    offering = amal.items.get().offering
    asked = people.asked(now=NOW, offering=offering, language="de")
    assert f"Ausländeramt, {BOTH['de']}" in text(receipt_pdf(asked, "de", now=NOW))
    long_before = NOW - timedelta(days=60)
    assert NEW not in text(receipt_pdf(asked, "de", now=long_before))


def test_the_list_of_missing_documents_names_both_if_the_office_moves_soon(amal, move):
    document = RequiredDocument.objects.create(
        service=amal.items.get().offering.service, key="p", name_de="Reisepass"
    )
    CheckedDocument.objects.create(booking=amal, document=document, is_there=False)
    facts = {"authority": amal.authority, "office": amal.office}
    Visit.objects.create(booking=amal, came_at=NOW, result="missing", ended_at=NOW, **facts)
    assert f"Ausländeramt, {BOTH['de']}" in text(missing_pdf(amal, "de", now=NOW))
