"""A list of people is read first, and then everybody on it is invited, or nobody."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from booking.models import Booking, Invitation
from offices.models import Offering
from tests.booking.inviting import LIST, errors, latest, many, offering_of, text
from tests.booking.views.caseworker.counter import at, looks
from tests.booking.views.reading import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(essen) -> Offering:
    return offering_of(essen)


@pytest.fixture
def url(offering) -> str:
    return at(offering.office, "invite_list")


def test_a_list_is_shown_first_and_nobody_is_invited(counter, offering, url):
    said = seen(counter.post(url, many(offering)))
    assert "2 people were read. Nobody is invited yet." in said
    assert "1 of them by e-mail, the others by letter." in said
    assert "Коваленко Богдан 00.00.1985 – uk" in said
    assert not Invitation.objects.exists()


def test_what_the_list_is_for_is_shown_once_more_and_kept(counter, offering, url):
    granted = {"internal_hours": "on", "is_order": "on"}
    answer = counter.post(url, many(offering, **granted))
    said, shown = seen(answer), text(answer)
    assert f"{offering.service} · latest day: {latest():%d.%m.%Y}" in said
    assert "· Internal hours too · A written order to appear was sent" in said
    assert '<input type="hidden" name="internal_hours" value="on">' in shown
    assert '<input type="hidden" name="is_order" value="on">' in shown
    counter.post(url, many(offering, confirmed="1", **granted))
    rights = Invitation.objects.values_list("internal_hours", "is_order")
    assert set(rights) == {(True, True)}


def test_a_list_confirmed_invites_all_once_and_shows_them_alone(counter, offering, url):
    earlier = one_more(counter, offering, url)
    sent = many(offering, confirmed="1")
    answer = counter.post(url, sent, follow=True)
    assert "2 people are invited: 1 by e-mail, 1 by letter." in seen(answer)
    assert "Al-Hamwi, Amal Nour" in seen(answer)
    assert earlier not in seen(answer)
    twice = counter.post(url, sent)
    assert "Invited already for the same matter: Amal Nour Al-Hamwi, Богдан Коваленко." in str(
        errors(twice)
    )
    assert Invitation.objects.count() == 3
    file_numbers = Booking.objects.order_by("pk").values_list("attendees__file_number", flat=True)
    assert list(file_numbers) == ["", "AZ-1", ""]


def one_more(counter: Client, offering: Offering, url: str) -> str:
    """Somebody invited before, and the number."""
    counter.post(url, many(offering, "Shah;Ravi;1991", confirmed="1"))
    return Booking.objects.get().spoken_number


def test_the_letters_of_a_list_are_one_press_away(counter, offering, url):
    answer = counter.post(url, many(offering, confirmed="1"), follow=True)
    batch = Invitation.objects.first().invited_at.isoformat()
    begin, end = 'href="', '">Letters for all of them without an e-mail address (PDF)'
    link = unescape(text(answer).partition(end)[0].rpartition(begin)[2])
    by_letter = Invitation.objects.get(way="letter").booking
    letters = counter.get(link)
    assert letters["Content-Type"] == "application/pdf"
    assert looks()[-1] == ("paper", [by_letter.pk])
    wrong = at(offering.office, "letters")
    assert counter.get(wrong, {"invited": "yesterday"}).status_code == 404
    by_letter.invitation.delete()
    said = seen(counter.get(wrong, {"invited": batch}, follow=True))
    assert "None of these can be chosen with any more." in said


def test_a_file_of_an_old_spreadsheet_is_read(counter, offering, url):
    file = SimpleUploadedFile("people.csv", "Müller;Jörg;1.2.1980".encode("cp1252"))
    said = seen(counter.post(url, many(offering, "", file=file)))
    assert "Müller Jörg 01.02.1980" in said


def test_what_is_wrong_in_a_file_can_be_mended_in_the_page(counter, offering, url):
    file = SimpleUploadedFile("people.csv", b"Meyer;Jan;31.2.1980")
    answer = counter.post(url, many(offering, "", file=file))
    assert answer.status_code == 422
    assert "Line 1: This day does not exist. Please check day and month." in seen(answer)
    assert "Meyer;Jan;31.2.1980</textarea>" in text(answer)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Shah", "three to six columns are needed."),
        (";Amal;1990", "the family name is missing, or a name is too long."),
        ("Shah;Amal;31.2.1990", "This day does not exist. Please check day and month."),
        ("Shah;Amal;", "Please write the date of birth. The year is enough."),
        ("Shah;Amal;1990;not-an-address", "the e-mail address is not complete."),
        ("Shah;Amal;1990;;fr", "the language is one of these: de, en, ar, uk."),
        ("Al-Hamwi;AMAL NOUR;5.3.1990", "the same person stands in line 2."),
    ],
)
def test_a_wrong_line_is_named_and_nobody_is_invited(line, wrong, counter, offering, url):
    answer = counter.post(url, many(offering, LIST + line, confirmed="1"))
    assert errors(answer) == {"people": [f"Line 4: {wrong}"]}
    assert f"{line}</textarea>" in text(answer)
    assert not Invitation.objects.exists()


def test_an_empty_list_is_asked_for_again(counter, offering, url):
    answer = counter.post(url, many(offering, " \n"))
    assert errors(answer) == {"people": ["Please write or paste at least one person."]}


@pytest.mark.parametrize("elsewhere", ["another authority", "another office"])
def test_a_matter_of_elsewhere_cannot_be_chosen(counter, url, essen, mainz, elsewhere):
    theirs = offering_of(mainz if elsewhere == "another authority" else essen)
    assert list(errors(counter.post(url, many(theirs, confirmed="1")))) == ["offering"]
    assert counter.post(at(theirs.office, "invite_list"), many(theirs)).status_code == 404
    assert not Invitation.objects.exists()
