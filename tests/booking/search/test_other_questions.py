"""Numbers, dates of birth, addresses, telephones and files, alone and together with names."""

import pytest

from booking.models import Booking, Contact
from booking.search import By
from tests.booking.search.asking import NOW, ask, booked, found

pytestmark = pytest.mark.django_db

AMAL, BOHDAN, TUNDE = "Amal Hadi", "Bohdan Hadi", "Tunde Okafor"


@pytest.fixture(autouse=True)
def three(offering):
    booked(
        offering,
        "Hadi, Amal",
        "01.02.1990",
        number="K7QM42XD",
        email="Amal.Hadi@people.example",
        phone="+491515550147",
        file_number="33.1-AZ 4711/26",
    )
    booked(offering, "Hadi, Bohdan", "00.00.1990", number="K7QM9999", phone="+436641234567")
    booked(offering, "Okafor, Tunde", "00.12.2010", number="ACDEFGHJ", phone="+491706660147")


FOUND = {
    # the number of the booking, of a letter's code, or its first half
    "K7QM-42XD": [AMAL],
    "k7qm42xd": [AMAL],
    "K7QM 42XD": [AMAL],
    "k7qm–42xd": [AMAL],
    "K7QM-42XD-9F3G": [AMAL],
    "k7qm": [AMAL, BOHDAN],
    "acde-fghj": [TUNDE],
    "42XD": [],
    # the date of birth; whoever's day or month is unknown comes after
    "01.02.1990": [AMAL, BOHDAN],
    "1.2.90": [AMAL, BOHDAN],
    "1. 2. 1990": [AMAL, BOHDAN],
    "1990-02-01": [AMAL, BOHDAN],
    "01/02/1990": [AMAL, BOHDAN],
    "02.1990": [AMAL, BOHDAN],
    "٠١.٠٢.١٩٩٠": [AMAL, BOHDAN],  # noqa: RUF001
    "00.00.1990": [BOHDAN, AMAL],
    "1990": [AMAL, BOHDAN],
    "2.2.1990": [BOHDAN],
    "12.2010": [TUNDE],
    "24.12.10": [TUNDE],
    "10": [],
    "1.1.10": [],
    "1991": [],
    # an e-mail, or a part of it
    "amal.hadi@people.example": [AMAL],
    "AMAL.HADI@": [AMAL],
    "nobody@people.example": [BOHDAN, TUNDE],
    "people.example": [AMAL, BOHDAN, TUNDE],
    "@people": [AMAL, BOHDAN, TUNDE],
    "nobody": [BOHDAN, TUNDE],
    "people_example": [],
    "a@": [],
    # a telephone number, however written, or its last digits
    "+49 151 5550147": [AMAL],
    "0049 (0)151 / 555 01 47": [AMAL],
    "(0151) 555-01-47": [AMAL],
    "01515550147": [AMAL],
    "0151": [AMAL],
    "5550147": [AMAL],
    "0147": [AMAL, TUNDE],
    "0664 123 4567": [BOHDAN],
    "+4366": [BOHDAN],
    "0152": [],
    # a file
    "33.1-AZ 4711/26": [AMAL],
    "az 4711/26": [AMAL],
    "AZ-4711/26": [AMAL],
    "4711/26": [AMAL],
    "4711": [AMAL],
    "4711/27": [],
    # together
    "hadi 1990": [AMAL, BOHDAN],
    "1990 amal": [AMAL],
    "hadi 01.02.1990": [AMAL, BOHDAN],
    "hadi 0151": [AMAL],
    "0151 5550147 hadi": [AMAL],
    "hadi 0151 555 0147 1990": [AMAL],
    "hadi people.example": [AMAL, BOHDAN],
    "k7qm bohdan": [BOHDAN],
    "okafor 1990": [],
    "hadi 0170": [],
    "hadi okafor": [],
    "hadi K7QM42XD 4711 amal.hadi@people.example 1990": [AMAL],
}


def test_every_question_finds_those_it_is_about(offering):
    assert {words: found(words, offering) for words in FOUND} == FOUND


def test_a_helper_is_asked_for_by_their_address_too(offering):
    made = booked(offering, "Diallo, Efua")
    Contact.objects.create(booking=made, role="helper", email="advice@caritas.example")
    assert found("caritas", offering) == ["Efua Diallo"]


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("K7QM42XD", [By.NUMBER]),
        ("amal 1990", [By.NAME, By.BIRTH]),
        ("amsl 4711", [By.SIMILAR_NAME, By.FILE_NUMBER]),
        ("amal hadi", [By.NAME]),
        ("5550147 amal.hadi@people.example", [By.PHONE, By.EMAIL]),
    ],
)
def test_it_says_by_what_each_was_found(offering, words, by):
    assert list(ask(words, offering).matches[0].by) == by


@pytest.mark.parametrize(
    "words", ["%", "_", "' OR 1=1 --", "%(v0)s", "\x00", "a" * 5000, "\\", "፲፱፻"]
)
def test_whatever_stands_in_the_field_is_no_more_than_words(offering, words):
    assert found(words, offering) == []


def test_however_many_have_the_same_network_the_one_with_the_name_is_found(offering):
    """Only so many of one network are looked at where nothing else is asked."""
    model = booked(offering, "Other, Other", phone="+491760000000")
    copies = Booking.objects.bulk_create(
        Booking(
            authority=model.authority,
            office=model.office,
            language="de",
            held_since=NOW,
            number=f"CCCC{number:04}",
        )
        for number in range(510)
    )
    Contact.objects.bulk_create(Contact(booking=one, phone="+491760000000") for one in copies)
    booked(offering, "Diallo, Efua", phone="+491769999999")
    assert found("diallo 0176", offering) == ["Efua Diallo"]
    assert ask("0176", offering).has_more
