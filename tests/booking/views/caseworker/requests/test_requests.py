"""Caseworkers see what was asked at their office, the most urgent first; of others nothing."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booking.models import Booking, Request
from booking.reservations import accept_offer, ask_back, cancel, decline, offer_time
from tests import make, people
from tests.booking.reservations.asking import ask
from tests.booking.views.caseworker.counter import SIGN_IN, at, looks
from tests.booking.views.reading import seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


def rows(answer: Any) -> list[int]:
    """The requests of the list, from top to bottom."""
    return [
        int(pk)
        for pk in re.findall(r'<h2><a href="[^"]+/requests/(\d+)/"', answer.content.decode())
    ]


def page_of(request: Request) -> str:
    return at(request.booking.office, "request", request.pk)


def test_the_most_urgent_stands_first(counter, emergency, now):
    days = [None, date(2030, 1, 1), date(2029, 1, 1), None, date(2030, 1, 1)]
    asked = [
        ask(emergency, now=now - timedelta(hours=n), ends_on=day).request
        for n, day in enumerate(days)
    ]
    answer = counter.get(at(emergency.office, "requests"))
    assert rows(answer) == [asked[n].pk for n in (2, 4, 1, 3, 0)]
    assert "Sorted by urgency: whatever ends first stands first." in seen(answer)


def test_a_row_says_who_asks_for_what_and_what_ends(counter, emergency, now):
    words = {"document": "visa", "ends_on": date(2029, 1, 1), "talk": "nobody", "persons": 2}
    ask(emergency, now=now - timedelta(days=2), **words)
    said = seen(counter.get(at(emergency.office, "requests")))
    for fact in (
        "Al-Hamwi, Amal Nour born 05.03.1990 · Arabic · has nobody to translate",
        "Matter Emergency × 2",
        "What ends Monday, January 1, 2029 National visa in the passport",
        "Waits since 2 days",
        "Answer by ",
    ):
        assert fact in said


def test_the_list_begins_with_what_waits_for_the_office(
    counter, jonas, emergency, here, now, monday
):
    answered = ask(emergency, now=now).request
    offer_time(answered, monday, until=monday - timedelta(days=1), by=jonas, now=now)
    first, second = here.pk, answered.pk
    for show, expected in [
        ("", [first]),
        ("answered", [second]),
        ("all", [first, second]),
        ("nonsense", [first]),
    ]:
        found = counter.get(at(emergency.office, "requests"), {"show": show} if show else {})
        assert rows(found) == expected


def test_what_was_answered_last_stands_first_with_who_answered(counter, jonas, emergency, now):
    first, second = (ask(emergency, now=now).request for _ in range(2))
    decline(second, "Please write.", by=jonas, now=now - timedelta(hours=1))
    ask_back(first, "Which visa?", by=jonas, now=now)
    answer = counter.get(at(emergency.office, "requests"), {"show": "answered"})
    assert rows(answer) == [first.pk, second.pk]
    assert "State declined Answered " in seen(answer)
    assert str(jonas) in seen(answer)


def test_where_nothing_waits_the_page_says_so(counter, emergency):
    said = seen(counter.get(at(emergency.office, "requests")))
    assert "No request waits for an answer." in said
    assert looks() == []


def test_the_list_costs_the_same_however_long_it_is(counter, emergency, now):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            counter.get(at(emergency.office, "requests"))
        return len(asked)

    ask(emergency, now=now)
    questions()
    one = questions()
    for _ in range(5):
        ask(emergency, now=now)
    assert questions() == one


def test_a_long_list_has_pages(counter, emergency, now):
    pks = [ask(emergency, now=now - timedelta(hours=n)).request.pk for n in range(52)]
    first = counter.get(at(emergency.office, "requests"))
    assert rows(first) == pks[:1:-1]
    assert "Page 1 of 2" in seen(first)
    second = counter.get(at(emergency.office, "requests"), {"show": "waiting", "page": "2"})
    assert rows(second) == [pks[1], pks[0]]


def test_what_waits_too_long_stands_out_in_words(counter, here, now):
    url = at(here.booking.office, "requests")
    assert "overdue" not in seen(counter.get(url))
    Request.objects.update(asked_at=now - timedelta(days=3, seconds=1))
    assert '<strong class="overdue">overdue: ' in counter.get(url).content.decode()
    assert "overdue: " in seen(counter.get(page_of(here)))


def test_a_request_is_seen_whole_with_its_conversation(counter, jonas, here, now):
    here.booking.attendees.update(file_number="AZ-4711")
    ask_back(here, "Which visa?", by=jonas, now=now)
    said = seen(counter.get(page_of(here)))
    for words in (
        here.booking.spoken_number,
        "My visa ends.",
        "Emergency",
        "Monday in the morning, until 10:00",
        "Al-Hamwi, Amal Nour, born 05.03.1990 File number: AZ-4711",
        "amal@people.example",
        "Arabic · speaks enough German",
        "What was written Which visa? The office, ",
        "Asked back (",
    ):
        assert words in said


def test_every_answer_that_shows_somebody_is_noted(counter, here):
    office, known = here.booking.office, [here.booking.pk]
    counter.get(at(office, "requests"))
    counter.get(page_of(here))
    counter.get(at(office, "answer", here.pk, "decline"))
    assert looks() == [("request", known)] * 3


def test_the_page_says_which_time_was_offered_and_what_became_of_it(
    counter, jonas, here, monday, now
):
    offer_time(here, monday, until=monday - timedelta(days=1), by=jonas, now=now)
    day, eve = f"{monday:%d.%m.%Y %H:%M}", f"{monday - timedelta(days=1):%d.%m.%Y %H:%M}"
    assert f"A time was offered : {day}, kept until {eve}" in seen(counter.get(page_of(here)))
    booking = accept_offer(Booking.objects.get(pk=here.booking_id), now=now)
    answer = counter.get(page_of(here))
    assert f"Accepted : {day} (" in seen(answer)
    assert at(booking.office, "appointment", booking.pk) in answer.content.decode()
    cancel(booking, now=now)
    assert "Cancelled : " in seen(counter.get(page_of(here)))


def test_an_offer_not_accepted_in_time_is_back_among_those_that_wait(
    counter, jonas, here, monday, now
):
    offer_time(here, monday, until=now + timedelta(hours=1), by=jonas, now=now)
    assert rows(counter.get(at(here.booking.office, "requests"))) == []
    here.refresh_from_db()
    taken = Booking.objects.get(pk=here.booking_id).time
    type(taken).objects.filter(pk=taken.pk).update(expires_at=now - timedelta(seconds=1))
    answer = counter.get(at(here.booking.office, "requests"))
    assert rows(answer) == [here.pk]
    assert "not accepted in time" in seen(answer)


@pytest.fixture(params=["another authority", "another office"])
def there(request, essen, mainz, now) -> Request:
    office = make.office_open_on_weekdays(
        of=mainz if request.param == "another authority" else essen
    )
    return people.asked(now=now, offering=make.offering(at=office)).request


def test_requests_of_elsewhere_are_not_found(counter, emergency, there):
    own, theirs = emergency.office, there.booking.office
    assert counter.get(at(own, "request", there.pk)).status_code == 404
    assert counter.get(at(theirs, "request", there.pk)).status_code == 404
    assert counter.get(at(theirs, "requests")).status_code == 404
    assert rows(counter.get(at(own, "requests"), {"show": "all"})) == []
    assert looks() == []


def test_who_has_no_role_there_finds_nothing_and_strangers_sign_in_first(essen, here):
    for role in ("auditor", "door"):
        nobody = at_desk(make.member(of=essen, role=role))
        assert nobody.get(page_of(here)).status_code == 404
    answer = Client().get(page_of(here))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, SIGN_IN)


def test_managers_do_it_too(erika, here):
    assert rows(at_desk(erika).get(at(here.booking.office, "requests"))) == [here.pk]


def test_the_way_to_it_stands_on_every_page_of_the_office(counter, emergency):
    html = counter.get(at(emergency.office, "week", date(2026, 11, 30))).content.decode()
    assert at(emergency.office, "requests") in html
    assert at(emergency.office, "invitations") in html
