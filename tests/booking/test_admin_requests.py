"""Managers see what was asked, the most urgent first, and answer it; of others they see nothing."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from booking.models import Booking, Message, Request, Reservation
from booking.reservations import accept_offer, cancel, offer_time
from offices.models import Offering, User
from tests import make, people
from tests.booking.reservations.asking import ask

pytestmark = pytest.mark.django_db
ANSWERS = ["offer", "invite", "ask_back", "decline"]


def sign_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(what: str, *args: Any) -> str:
    return reverse(f"admin:booking_request_{what}", args=args)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def emergency(essen) -> Offering:
    service = make.service(name_de="Notfall", name_en="Emergency")
    office = make.office_open_on_weekdays(of=essen)
    return make.offering(at=office, service=service, access="request", horizon_days=30)


@pytest.fixture
def here(emergency, now) -> Request:
    return ask(emergency, now=now, weekdays=[0], parts_of_day=["morning"]).request


@pytest.fixture
def there(mainz, now) -> Request:
    office = make.office_open_on_weekdays(of=mainz)
    return people.asked(now=now, offering=make.offering(at=office)).request


@pytest.fixture
def monday(emergency, now) -> datetime:
    """A Monday at nine, one to two weeks ahead."""
    day = now.date() + timedelta(days=14 - now.weekday())
    return make.local(emergency.office, day, "09:00")


def wall(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def numbers(html: str) -> list[str]:
    return re.findall(r'field-number"><a[^>]*>([^<]+)</a>', html)


def kinds(request: Request) -> list[str]:
    return list(Message.objects.filter(booking=request.booking).values_list("kind", flat=True))


def test_the_most_urgent_stands_first(erika, emergency, now):
    days = [None, date(2030, 1, 1), date(2029, 1, 1), None, date(2030, 1, 1)]
    asked = [
        ask(emergency, now=now - timedelta(hours=n), ends_on=day) for n, day in enumerate(days)
    ]
    html = sign_in(erika).get(page("changelist")).content.decode()
    assert numbers(html) == [asked[n].spoken_number for n in (2, 4, 1, 3, 0)]
    assert "Sorted by urgency: whatever ends first stands first." in html


def test_the_list_begins_with_what_waits_for_the_office(erika, emergency, here, now, monday):
    answered = ask(emergency, now=now).request
    offer_time(answered, monday, until=monday - timedelta(days=1), by=erika, now=now)
    browser = sign_in(erika)
    first, second = here.booking.spoken_number, answered.booking.spoken_number
    for state, expected in [("", {first}), ("answered", {second}), ("all", {first, second})]:
        query = {"state": state} if state else {}
        assert set(numbers(browser.get(page("changelist"), query).content.decode())) == expected


def test_the_list_costs_the_same_however_long_it_is(erika, emergency, now):
    browser = sign_in(erika)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(page("changelist"))
        return len(asked)

    ask(emergency, now=now)
    questions()
    one = questions()
    for _ in range(5):
        ask(emergency, now=now)
    assert questions() == one


def test_what_waits_too_long_stands_out_in_words(erika, emergency, here, now):
    browser = sign_in(erika)
    assert "overdue" not in browser.get(page("changelist")).content.decode()
    Request.objects.update(asked_at=now - timedelta(days=3, seconds=1))
    html = browser.get(page("changelist")).content.decode()
    assert '<strong class="overdue">overdue: ' in html


def test_a_request_is_seen_whole_with_its_conversation(erika, here):
    sign_in(erika).post(page("ask_back", here.pk), {"text": "Which visa?"})
    html = sign_in(erika).get(page("change", here.pk)).content.decode()
    for words in (
        here.booking.spoken_number,
        "My visa ends.",
        "Emergency",
        "Monday",
        "in the morning, until 10:00",
        "Amal Nour Al-Hamwi, 05.03.1990",
        "amal@people.example",
        "Which visa?",
    ):
        assert words in html


def test_the_page_says_which_time_was_offered_and_what_became_of_it(erika, here, monday, now):
    here.booking.attendees.update(file_number="AZ-4711")
    offer_time(here, monday, until=monday - timedelta(days=1), by=erika, now=now)
    browser, url = sign_in(erika), page("change", here.pk)
    html = browser.get(url).content.decode()
    day, eve = f"{monday:%d.%m.%Y %H:%M}", f"{monday - timedelta(days=1):%d.%m.%Y %H:%M}"
    assert f"{day}, kept until {eve}" in html
    assert "Amal Nour Al-Hamwi, 05.03.1990, AZ-4711" in html
    assert '<div dir="auto">My visa ends.</div>' in html
    booking = accept_offer(Booking.objects.get(pk=here.booking_id), now=now)
    html = browser.get(url).content.decode()
    assert (day in html, "kept until" in html, ">accepted<" in html) == (True, False, True)
    cancel(booking, now=now)
    assert '<div class="readonly">cancelled</div>' in browser.get(url).content.decode()


@pytest.mark.parametrize("what", ANSWERS)
def test_requests_of_another_authority_are_not_found(erika, there, what):
    browser = sign_in(erika)
    assert browser.get(page("change", there.pk)).status_code == 404
    assert browser.get(page(what, there.pk)).status_code == 404
    assert browser.post(page(what, there.pk), {"text": "No."}).status_code == 404
    there.refresh_from_db()
    assert (there.status, kinds(there)) == ("open", [])


def test_lists_hold_only_ones_own(erika, here, there):
    html = sign_in(erika).get(page("changelist")).content.decode()
    assert here.booking.spoken_number in html
    assert there.booking.spoken_number not in html
    assert there.booking.office.name not in html


@pytest.mark.parametrize("what", ANSWERS)
def test_who_manages_nothing_answers_nothing(essen, here, what):
    browser = sign_in(make.caseworker(of=essen, is_staff=True))
    assert browser.get(page(what, here.pk)).status_code == 403
    assert browser.post(page(what, here.pk), {"text": "No."}).status_code == 403


def test_a_time_is_given_from_those_that_are_free(erika, here, monday):
    browser = sign_in(erika)
    form = browser.get(page("offer", here.pk), {"from": f"{monday:%Y-%m-%d}"}).content.decode()
    assert 'class="wished"><input type="radio" name="start"' in form
    until = monday - timedelta(days=1)
    answer = browser.post(
        page("offer", here.pk), {"start": monday.isoformat(), "until": wall(until)}
    )
    assert (answer.status_code, answer.url) == (302, page("change", here.pk))
    here.refresh_from_db()
    taken = Booking.objects.get().time
    assert (here.status, here.answered_by) == ("offered", erika)
    assert (taken.starts_at, taken.expires_at) == (monday, until)
    assert kinds(here) == ["offer", "receipt"]


def test_only_wished_times_are_marked(erika, here, monday):
    html = sign_in(erika).get(page("offer", here.pk), {"from": f"{monday:%Y-%m-%d}"})
    tiles = re.findall(r'<label( class="wished")?><input[^>]*>(\d\d:\d\d)', html.content.decode())
    assert {clock for mark, clock in tiles if mark} == {
        f"{hour:02}:{minute:02}" for hour in (8, 9) for minute in range(0, 60, 10)
    }
    assert "11:30" in {clock for _mark, clock in tiles}


def test_a_taken_time_is_refused_and_what_was_typed_stays(erika, emergency, here, monday):
    desk = emergency.desks.get()
    people.reservation(at=desk, starts=monday, status=Reservation.Status.BOOKED)
    until = wall(monday - timedelta(hours=20))
    answer = sign_in(erika).post(
        page("offer", here.pk), {"start": monday.isoformat(), "until": until}
    )
    html = answer.content.decode()
    assert "this time has just been taken" in html
    assert f'value="{until}"' in html
    here.refresh_from_db()
    assert here.status == "open"


def test_a_deadline_after_the_time_is_refused(erika, here, monday):
    answer = sign_in(erika).post(
        page("offer", here.pk), {"start": monday.isoformat(), "until": wall(monday)}
    )
    assert "it must lie ahead, and before the appointment" in answer.content.decode()
    assert kinds(here) == ["receipt"]


@pytest.mark.parametrize(
    ("what", "typed", "status", "kind"),
    [
        ("invite", {"latest": "2040-01-01"}, "invited", "invitation"),
        ("ask_back", {"text": "Which visa?"}, "question", "question"),
        ("decline", {"text": "Please write."}, "declined", "declined"),
    ],
)
def test_every_other_answer_is_given_once(erika, here, what, typed, status, kind):
    browser = sign_in(erika)
    for _ in range(2):
        assert browser.post(page(what, here.pk), typed).status_code == 302
    here.refresh_from_db()
    assert (here.status, here.answered_by) == (status, erika)
    assert kinds(here).count(kind) == 1


def test_inviting_warns_at_once_where_only_internal_hours_are_free(erika, emergency, here, now):
    emergency.office.opening_hours.update(audience="internal")
    browser, until = sign_in(erika), {"latest": f"{now.date() + timedelta(days=20)}"}
    answer = browser.post(page("invite", here.pk), until, follow=True).content.decode()
    assert "For 1 of them no time is free before the latest day." in answer
    other = ask(emergency, now=now).request
    marked = until | {"internal_hours": "on"}
    answer = browser.post(page("invite", other.pk), marked, follow=True).content.decode()
    assert "no time is free" not in answer


@pytest.mark.parametrize("what", ["ask_back", "decline"])
def test_a_text_too_long_stays_in_the_field(erika, here, what):
    words = "x" * 2001
    html = sign_in(erika).post(page(what, here.pk), {"text": words}).content.decode()
    assert words in html
    assert kinds(here) == ["receipt"]


def test_it_says_what_is_sent_and_in_which_language(erika, here):
    browser = sign_in(erika)
    said = "We send an e-mail to amal@people.example in this language: Arabic."
    assert said in browser.get(page("decline", here.pk)).content.decode()
    here.booking.contacts.update(email="", phone="+49201123456")
    html = browser.get(page("decline", here.pk)).content.decode()
    assert "Please call: +49201123456. Language: Arabic." in html
    here.booking.contacts.update(phone="")
    html = browser.get(page("decline", here.pk)).content.decode()
    assert "There is no e-mail address and no phone number." in html


def test_what_is_settled_offers_no_answers(erika, here, monday, now):
    offer_time(here, monday, until=monday - timedelta(days=1), by=erika, now=now)
    accept_offer(Booking.objects.get(), now=now)
    browser = sign_in(erika)
    html = browser.get(page("change", here.pk)).content.decode()
    assert "Nothing has to be answered here any more." in html
    assert page("decline", here.pk) not in html
    refused = browser.post(page("decline", here.pk), {"text": "No."}).content.decode()
    assert "Something has changed meanwhile." in refused


def test_nothing_is_written_but_by_the_answers(erika, here):
    browser = sign_in(erika)
    assert browser.get(page("add")).status_code == 403
    assert browser.post(page("change", here.pk), {"status": "declined"}).status_code == 403
    assert browser.post(page("delete", here.pk), {"post": "yes"}).status_code == 403
    for what in ANSWERS:
        browser.get(page(what, here.pk))
    here.refresh_from_db()
    assert (here.status, kinds(here)) == ("open", ["receipt"])
