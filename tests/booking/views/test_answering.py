"""What somebody sees who has asked, and what they say to the office's answer."""

from datetime import timedelta

import pytest
from django.test import Client

from booking.models import Booking, Note, Request
from booking.reservations import ask_back, decline, offer_time
from offices.models import Offering
from tests import make, people
from tests.booking.views.conftest import with_cookie
from tests.booking.views.reading import seen, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def emergency(essen) -> Offering:
    office = make.office_open_on_weekdays(of=essen)
    return make.offering(at=office, access="request", horizon_days=30)


@pytest.fixture
def request_(emergency, now) -> Request:
    return people.asked(now=now, offering=emergency).request


@pytest.fixture
def amal(client: Client, request_) -> Client:
    return with_cookie(client, request_.booking)


@pytest.fixture
def start(emergency, now):
    """A Monday at nine, a week or two ahead."""
    monday = now.date() + timedelta(days=14 - now.weekday())
    return make.local(emergency.office, monday, "09:00")


@pytest.fixture
def offered(request_, start, erika, now) -> Booking:
    offer_time(request_, start, until=start - timedelta(days=2), by=erika, now=now)
    return Booking.objects.get()


def status() -> str:
    return Request.objects.get().status


def test_an_offered_time_is_accepted_with_one_press(amal, offered):
    page = seen(amal.get("/en/booking/"))
    assert "The office offers you a time" in page
    assert "09:00" in page
    assert Booking.objects.get().confirmed_at is None
    assert amal.get("/en/booking/accept/").url == "/en/booking/"
    assert Booking.objects.get().confirmed_at is None
    assert amal.post("/en/booking/accept/").url == "/en/booking/"
    assert Booking.objects.get().time.status == "booked"
    assert amal.post("/en/booking/accept/").url == "/en/booking/"
    assert "Your appointment is booked" in seen(amal.get("/en/booking/"))


def test_an_accepted_time_is_changed_and_followed_by_the_office_alone(amal, offered, emergency):
    amal.post("/en/booking/accept/")
    emergency.office.opening_hours.update(audience="internal")
    page = seen(amal.get("/en/booking/move/"))
    assert "No other time is free here." in page
    assert "The office chose it for you: ask the office for another one" in page
    page = amal.post("/en/booking/cancel/", follow=True)
    assert "Ask the office anew: you get a new number. Ask anew" in seen(page)
    assert f"/en/offer/{emergency.pk}/" in page.content.decode()
    assert "See free times" not in seen(page)


def test_a_refused_time_is_given_back_with_the_words(amal, offered):
    amal.post("/en/booking/refuse/", {"text": "I work\nin the morning."})
    assert (status(), Booking.objects.get().reservation) == ("open", None)
    page = seen(amal.get("/en/booking/"))
    assert "The time is given back." in page
    assert "You I work in the morning." in page


def test_refusing_needs_no_words(amal, offered):
    amal.post("/en/booking/refuse/", {"text": ""})
    assert status() == "open"
    assert not Note.objects.exists()


def test_an_offer_that_ran_out_says_so(amal, offered, now):
    taken = offered.time
    taken.expires_at = now - timedelta(hours=2)
    taken.save()
    page = seen(amal.get("/en/booking/"))
    assert "The time we offered you is not kept for you any more." in page
    amal.post("/en/booking/accept/")
    assert Booking.objects.get().confirmed_at is None


def test_a_question_is_read_and_answered(amal, request_, erika, now):
    ask_back(request_, "Which visa?", by=erika, now=now)
    assert "Which visa?" in seen(amal.get("/en/booking/"))
    amal.post("/en/booking/answer/", {"text": "For work."})
    assert status() == "open"
    page = seen(amal.get("/en/booking/"))
    assert "The office Which visa? You For work." in page


def test_an_empty_answer_is_asked_for_again_and_a_long_one_stays(amal, request_, erika, now):
    ask_back(request_, "Which visa?", by=erika, now=now)
    refused = amal.post("/en/booking/answer/", {"text": " "})
    assert "Please write an answer." in seen(refused)
    refused = amal.post("/en/booking/answer/", {"text": "x" * 2001})
    assert "This is too long. Please write at most 2000 characters." in seen(refused)
    assert "x" * 2001 in refused.content.decode()
    assert status() == "question"


def test_who_is_declined_reads_why_and_how_to_apply(amal, request_, erika, now):
    decline(request_, "Please come in the walk-in hours.", by=erika, now=now)
    page = seen(amal.get("/en/booking/"))
    assert "Please come in the walk-in hours." in page
    assert "Apply in writing now" in page


def test_one_question_before_a_request_is_taken_back(amal, request_):
    assert "Take the request back?" in seen(amal.get("/en/booking/withdraw/"))
    assert status() == "open"
    amal.post("/en/booking/withdraw/")
    assert status() == "withdrawn"
    assert "You have taken your request back" in seen(amal.get("/en/booking/"))


@pytest.mark.parametrize("path", ["accept", "refuse", "answer"])
def test_what_does_not_fit_the_stage_leads_back(amal, request_, path):
    answer = amal.post(f"/en/booking/{path}/", {"text": "x"})
    assert (answer.status_code, answer.url) == (302, "/en/booking/")
    assert status() == "open"


def test_the_pages_of_a_booking_in_the_making_are_not_for_requests(amal, offered):
    amal.post("/en/booking/refuse/", {"text": ""})
    for path in ("person/1", "contact", "check", "code"):
        assert amal.get(f"/en/booking/{path}/").url == "/en/booking/"
    assert amal.post("/en/booking/again/").url == "/en/booking/"
    assert Booking.objects.get().reservation is None


def test_text_of_the_office_is_text(amal, request_, erika, now):
    ask_back(request_, "<b>1 < 2</b>", by=erika, now=now)
    page = amal.get("/en/booking/")
    assert "<b>1 < 2</b>" in seen(page)
    assert "<b>" not in page.content.decode()
    assert typed(page)["text"] == ""


def test_the_receipt_is_a_paper_too_while_the_request_is_open(amal, request_):
    paper = amal.get("/en/booking/request.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == 'attachment; filename="request.pdf"'
    assert paper.content.startswith(b"%PDF")
    amal.post("/en/booking/withdraw/")
    assert amal.get("/en/booking/request.pdf").url == "/en/booking/"


def test_after_six_receipts_in_a_minute_one_waits(amal, request_):
    answers = [amal.get("/en/booking/request.pdf") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "You do not have to wait" in seen(answers[-1])
