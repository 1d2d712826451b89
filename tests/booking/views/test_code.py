"""The code from the mail: right, wrong, late, spent, new, and in another tab."""

import re
from datetime import timedelta

import pytest

from booking import keys, reservations
from booking.models import Booking, Contact, Message, Reservation, Verification
from booking.reservations import Person, confirm, name_person, send_code
from tests.booking.views.conftest import hold
from tests.booking.views.reading import seen, typed

URL = "/en/booking/code/"
NEW = {"x": "1"}


@pytest.fixture
def sent(ready, now) -> Booking:
    """A code was sent a moment ago."""
    send_code(ready, now=now)
    return Booking.objects.get(pk=ready.pk)


def code_of(booking: Booking, *, issue: int = 1) -> str:
    return keys.mail_code(booking.number, booking.email, issue)


def wrong(booking: Booking) -> str:
    return f"{(int(code_of(booking)) + 1) % 1_000_000:06}"


def status() -> str:
    return Reservation.objects.get().status


def test_the_right_code_books_and_shows_the_appointment(amal, sent):
    assert amal.post(URL, {"code": code_of(sent)}).url == "/en/booking/"
    assert status() == "booked"
    assert "Your appointment is booked" in seen(amal.get("/en/booking/"))


def test_the_page_says_where_the_code_went_and_how_long_it_is_valid(amal, sent, now):
    until = (now + timedelta(minutes=20)).astimezone(sent.office.zone)
    page = seen(amal.get(URL))
    assert "We have sent an e-mail with a code to amal@people.example." in page
    assert f"The code is valid until {until:%H:%M}." in page


@pytest.mark.parametrize(
    "write", ["{} ", "{0:.3} {0[3]}{0[4]}{0[5]}", "{0:.2}-{0[2]}{0[3]}-{0[4]}{0[5]}"]
)
def test_a_code_may_be_grouped_as_people_copy_it(amal, sent, write):
    amal.post(URL, {"code": write.format(code_of(sent))})
    assert status() == "booked"


def test_a_code_may_be_typed_on_an_arabic_keyboard(amal, sent):
    arabic = "".join(chr(0x660 + int(digit)) for digit in code_of(sent))
    amal.post(URL, {"code": arabic})
    assert status() == "booked"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "Please write the code from the e-mail."),
        ("12345", "Please write only the code, six digits."),
        ("abcdef", "Please write only the code, six digits."),
        ("1" * 50, "Please write only the code, six digits."),
    ],
)
def test_what_is_no_code_costs_no_try(amal, sent, code, said):
    response = amal.post(URL, {"code": code})
    assert (response.status_code, said in seen(response)) == (200, True)
    assert Verification.objects.get().tries == 0


def test_a_wrong_code_says_how_often_it_can_be_tried_and_keeps_the_time(amal, sent):
    response = amal.post(URL, {"code": wrong(sent)})
    assert response.status_code == 409
    assert "This code is not right. You can try 4 more times." in seen(response)
    assert typed(response)["code"] == wrong(sent)
    assert status() == "held"


def test_a_code_does_not_book_a_time_that_another_tab_has_chosen_since(amal, sent):
    page = amal.get(URL).content.decode()
    stood_there = re.search(r'name="seen" value="([^"]+)"', page)[1]
    later = sent.reservation.starts_at + timedelta(minutes=30)
    chosen = f"/en/offer/{sent.items.get().offering_id}/times/?persons=1"
    amal.post(chosen, {"start": later.isoformat()})
    response = amal.post(URL, {"code": code_of(sent), "seen": stood_there})
    assert response.url == "/en/booking/check/"
    assert status() == "held"


def test_going_back_over_a_wrong_code_is_no_error_of_the_browser(amal, sent):
    assert "no-store" not in amal.post(URL, {"code": wrong(sent)})["Cache-Control"]


def test_after_five_tries_a_new_code_helps(amal, sent, now):
    response = [amal.post(URL, {"code": wrong(sent)}) for _ in range(5)][-1]
    assert "This code cannot be used any more. We can send you a new one." in seen(response)
    Verification.objects.update(issued_at=now - timedelta(minutes=2))
    response = amal.post("/en/booking/code/new/", NEW, follow=True)
    assert "We have sent you a new code. Only the newest code works." in seen(response)
    assert amal.post(URL, {"code": code_of(sent, issue=2)}).url == "/en/booking/"


def test_a_late_code_says_so_and_a_new_one_helps(amal, sent, now):
    Verification.objects.update(issued_at=now - timedelta(minutes=20))
    assert "This code is too old now." in seen(amal.get(URL))
    response = amal.post(URL, {"code": code_of(sent)})
    assert "This code cannot be used any more." in seen(response)
    assert status() == "held"


def test_a_new_code_within_a_minute_is_not_sent(amal, sent):
    response = amal.post("/en/booking/code/new/", NEW, follow=True)
    assert "Please wait a minute before you ask for a new one." in seen(response)
    assert Message.objects.count() == 1


def test_a_corrected_address_leads_to_the_check_and_a_new_code(amal, sent):
    new = {"email": "amal@home.example", "phone": ""}
    assert amal.post("/en/booking/contact/", new).url == "/en/booking/check/"
    assert amal.get(URL).url == "/en/booking/check/"
    assert amal.post("/en/booking/check/", NEW).url == URL
    assert list(Message.objects.order_by("issue").values_list("to", flat=True)) == [
        "amal@people.example",
        "amal@home.example",
    ]


def test_before_a_code_was_sent_the_page_leads_to_the_check(amal, ready):
    assert amal.get(URL).url == "/en/booking/check/"
    assert amal.post(URL, {"code": "123456"}).url == "/en/booking/check/"


def test_a_hold_that_ended_is_shown_instead(amal, sent, now):
    Reservation.objects.update(expires_at=now - timedelta(seconds=1))
    assert "We could not hold the time any longer" in seen(amal.get(URL))
    assert "We could not hold the time any longer" in seen(amal.post(URL, {"code": code_of(sent)}))


def test_booked_in_another_tab_every_tab_shows_the_appointment(amal, sent, now):
    confirm(sent, code_of(sent), now=now)
    assert amal.post(URL, {"code": code_of(sent)}).url == "/en/booking/"
    assert amal.get(URL).url == "/en/booking/"
    assert amal.post("/en/booking/give-back/", NEW).url == "/en/booking/"
    assert Message.objects.filter(kind="confirmation").count() == 1


def test_a_clash_leads_to_the_office_and_tells_nothing(amal, sent, offering, essen, now):
    before = hold(offering, now)
    name_person(before, 0, Person("AL HAMWI", "Amal-Nour", 1990, 3, 5))
    Contact.objects.create(booking=before, email="amal@elsewhere.example")
    Booking.objects.filter(pk=before.pk).update(talk="german")
    before = Booking.objects.get(pk=before.pk)
    send_code(before, now=now)
    confirm(before, code_of(before), now=now)
    response = amal.post(URL, {"code": code_of(sent)})
    assert response.status_code == 409
    assert "The office can see it and will help you." in seen(response)
    assert essen.phone in seen(response)
    assert before.spoken_number not in response.content.decode()
    sent.refresh_from_db()
    assert (sent.clashed_at is None, sent.confirmed_at) == (False, None)


def test_guessing_is_stopped_by_a_sentence(amal, sent):
    for _ in range(30):
        amal.post(URL, {"code": wrong(sent)})
    response = amal.post(URL, {"code": wrong(sent)})
    assert "That was very often in a short time. Please wait 1 minute" in seen(response)


def test_the_page_costs_few_queries(amal, sent, django_assert_num_queries):
    amal.get(URL)
    with django_assert_num_queries(2):
        amal.get(URL)


def test_more_persons_chosen_after_the_code_are_asked_for(amal, sent, offering, now):
    items, start = [(offering, 2)], sent.reservation.starts_at
    reservations.hold(items=items, start=start, now=now, language="en", booking=sent)
    assert amal.post(URL, {"code": code_of(sent)}).url == "/en/booking/person/2/"
    assert status() == "held"
