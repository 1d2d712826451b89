"""Number and PIN: typed as people do, and telling nothing to whoever guesses."""

# ruff: noqa: RUF001 - letters that look alike are what is tried here

import pytest

from booking import floods
from booking.forms.mine import letters_and_digits
from booking.models import Booking
from booking.views.citizen import cookie, keyhole
from tests.booking.views.conftest import with_cookie
from tests.booking.views.database import everything
from tests.booking.views.reading import seen, typed

URL = "/en/mine/"
WRONG = "Number and PIN do not fit together. Please look at both again."


@pytest.fixture(autouse=True)
def slept(monkeypatch) -> list[float]:
    """The pauses, instead of waiting them."""
    pauses: list[float] = []
    monkeypatch.setattr(keyhole, "sleep", pauses.append)
    return pauses


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """A stopwatch that shows these seconds in turn."""
    shown: list[float] = []
    monkeypatch.setattr(keyhole, "monotonic", lambda: shown.pop(0))
    return shown


def wrong(booking: Booking) -> str:
    return f"{(int(booking.pin) + 1) % 1_000_000:06}"


def test_number_and_pin_open_the_appointment_in_another_browser(client, booked, slept):
    response = client.post(URL, {"number": booked.spoken_number, "pin": booked.pin}, follow=True)
    assert response.redirect_chain == [("/en/booking/", 302)]
    assert booked.spoken_number in seen(response)
    assert slept == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("k7qm-42xd", "K7QM42XD"),
        (" K7QM 42XD ", "K7QM42XD"),
        ("K7QM–42XD.", "K7QM42XD"),
        ("K٧QM-٤٢XD", "K7QM42XD"),
        ("К7QМ-42ХD", "K7QM42XD"),
        ("Ｋ７ＱＭ４２ＸＤ", "K7QM42XD"),
        ("12 34-56", "123456"),
        ("۱۲۳۴۵۶", "123456"),
    ],
)
def test_numbers_are_read_from_any_keyboard(written, read):
    assert letters_and_digits(written) == read


@pytest.mark.parametrize(
    ("typed_in", "said"),
    [
        ({"number": "", "pin": "123456"}, "Please write the number of your appointment."),
        ({"number": "K7QM-42XD", "pin": ""}, "Please write the PIN."),
        (
            {"number": "K7QM-42", "pin": "123456"},
            "A number has eight letters and digits. Please look again.",
        ),
        (
            {"number": "K7QM-42XD-9F3G", "pin": "123456"},
            "This is longer than a number. Is it the code from a letter?",
        ),
        ({"number": "K7QM-42XD", "pin": "12345"}, "Please write only the PIN, six digits."),
        ({"number": "K7QM-42XD", "pin": "abcdef"}, "Please write only the PIN, six digits."),
    ],
)
def test_what_cannot_be_right_is_told_and_kept(db, client, typed_in, said):
    response = client.post(URL, typed_in)
    assert said in seen(response)
    assert {name: typed(response)[name] for name in typed_in} == typed_in
    assert "<title>Error: My appointment" in response.content.decode()


def test_nobody_learns_whether_a_number_exists(client, booked, slept, clock):
    clock += [100.0, 100.2, 200.0, 200.01]
    known = client.post(URL, {"number": booked.number, "pin": wrong(booked)})
    other = client.post(URL, {"number": "ZZZZZZZZ", "pin": wrong(booked)})
    assert [known.status_code, other.status_code] == [409, 409]
    assert WRONG in seen(known)
    assert seen(known) == seen(other)
    assert [round(pause, 2) for pause in slept] == [0.3, 0.49]
    assert cookie.NAME not in client.cookies


def test_an_answer_that_took_longer_waits_no_more(client, booked, slept, clock):
    clock += [100.0, 100.9]
    client.post(URL, {"number": booked.number, "pin": wrong(booked)})
    assert slept == [0.0]


def test_guessing_the_pin_of_a_number_is_stopped_from_any_address(client, booked):
    for last in range(12):
        tried = {"number": booked.number, "pin": wrong(booked)}
        assert client.post(URL, tried, REMOTE_ADDR=f"198.51.100.{last}").status_code == 409
    right = {"number": booked.number.lower(), "pin": booked.pin}
    refused = client.post(URL, right, REMOTE_ADDR="198.51.100.77")
    assert (refused.status_code, cookie.NAME in client.cookies) == (429, False)
    assert "That was very often in a short time. Please wait" in seen(refused)
    assert typed(refused)["pin"] == booked.pin


def test_a_number_that_does_not_exist_is_stopped_in_the_same_way(db, client):
    tried = {"number": "ZZZZZZZZ", "pin": "123456"}
    answers = [client.post(URL, tried).status_code for _ in range(13)]
    assert answers == [409] * 12 + [429]


def test_one_address_may_not_try_many_numbers(db, client, monkeypatch):
    monkeypatch.setattr(floods, "PINS_PER_ADDRESS", floods.RateLimitItemPerHour(2))
    answers = [
        client.post(URL, {"number": f"ZZZZZZZ{letter}", "pin": "123456"}).status_code
        for letter in "ACD"
    ]
    assert answers == [409, 409, 429]


def test_a_pin_of_before_opens_nothing(client, booked):
    old = booked.pin
    Booking.objects.update(version=2)
    assert client.post(URL, {"number": booked.number, "pin": old}).status_code == 409


def test_the_page_changes_nothing_and_says_what_to_do_without_a_number(client, booked):
    before = everything()
    page = seen(client.get(URL))
    client.post(URL, {"number": booked.number, "pin": booked.pin})
    assert everything() == before
    assert "it finds your appointment by your name and date of birth" in page
    assert "Go on to it" not in page


def test_a_browser_that_knows_an_appointment_leads_to_it(client, booked):
    page = seen(with_cookie(client, booked).get(URL))
    assert "You have opened an appointment in this browser already. Go on to it" in page
    assert booked.spoken_number not in page


def test_finishing_on_a_computer_forgets_the_appointment_there(client, booked):
    with_cookie(client, booked)
    before = everything()
    response = client.post("/en/booking/leave/", follow=True)
    assert response.redirect_chain == [("/en/", 302)]
    assert "Nobody can see your appointment on this computer any more." in seen(response)
    assert client.get("/en/booking/").status_code == 404
    assert everything() == before


def test_looking_at_the_address_for_finishing_forgets_nothing(client, booked):
    assert with_cookie(client, booked).get("/en/booking/leave/").url == "/en/booking/"
    assert client.get("/en/booking/").status_code == 200
