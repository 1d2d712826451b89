"""A list of people is read first, and then everybody on it is invited, or nobody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from booking.models import Booking, Invitation
from offices.models import Offering
from tests.booking.inviting import LIST, errors, latest, many, offering_of, page, sign_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(essen) -> Offering:
    return offering_of(essen)


def test_a_list_is_shown_first_and_nobody_is_invited(erika, offering):
    response = sign_in(erika).post(page("list"), many(offering))
    shown = text(response)
    assert "2 people were read. Nobody is invited yet." in shown
    assert "1 of them by e-mail, the others by letter." in shown
    assert "<td>Коваленко</td><td>Богдан</td><td>00.00.1985</td><td>–</td><td>uk</td>" in shown
    assert not Invitation.objects.exists()


def test_what_the_list_is_for_is_shown_once_more_and_kept(erika, offering):
    granted = {"internal_hours": "on", "is_order": "on"}
    shown = text(sign_in(erika).post(page("list"), many(offering, **granted)))
    assert f"<strong>{offering}</strong> · latest day: {latest():%b. %-d, %Y}" in shown
    assert "· Internal hours too · A written order to appear was sent" in shown
    assert '<input type="hidden" name="internal_hours" value="on">' in shown
    assert '<input type="hidden" name="is_order" value="on">' in shown
    sign_in(erika).post(page("list"), many(offering, confirmed="1", **granted))
    rights = Invitation.objects.values_list("internal_hours", "is_order")
    assert set(rights) == {(True, True)}


def test_a_list_confirmed_invites_all_once(erika, offering):
    browser, sent = sign_in(erika), many(offering, confirmed="1")
    response = browser.post(page("list"), sent, follow=True)
    assert "2 people are invited: 1 by e-mail, 1 by letter." in text(response)
    assert response.context["cl"].queryset.count() == 2
    twice = browser.post(page("list"), sent)
    assert "Invited already for the same matter: Amal Nour Al-Hamwi, Богдан Коваленко." in str(
        errors(twice)
    )
    assert Invitation.objects.count() == 2
    file_numbers = Booking.objects.order_by("pk").values_list("attendees__file_number", flat=True)
    assert list(file_numbers) == ["AZ-1", ""]


def test_a_file_of_an_old_spreadsheet_is_read(erika, offering):
    file = SimpleUploadedFile("people.csv", "Müller;Jörg;1.2.1980".encode("cp1252"))
    shown = text(sign_in(erika).post(page("list"), many(offering, "", file=file)))
    assert "<td>Müller</td><td>Jörg</td><td>01.02.1980</td>" in shown


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
def test_a_wrong_line_is_named_and_nobody_is_invited(line, wrong, erika, offering):
    response = sign_in(erika).post(page("list"), many(offering, LIST + line, confirmed="1"))
    assert errors(response) == {"people": [f"Line 4: {wrong}"]}
    assert not Invitation.objects.exists()


def test_an_empty_list_is_asked_for_again(erika, offering):
    response = sign_in(erika).post(page("list"), many(offering, " \n"))
    assert errors(response) == {"people": ["Please write or paste at least one person."]}
