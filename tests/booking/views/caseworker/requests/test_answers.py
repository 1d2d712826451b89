"""Caseworkers answer a request in four ways: a time, an invitation, a question, or no."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from booking.models import Booking, Message, Request, Reservation
from booking.reservations import accept_offer, offer_time
from tests import make, people
from tests.booking.reservations.asking import ask
from tests.booking.views.caseworker.counter import at, looks
from tests.booking.views.reading import seen, typed

pytestmark = pytest.mark.django_db
TYPED = {"text": "Which visa?", "latest": "2040-01-01"}
ANSWERS = ["offer", "invite", "ask-back", "decline"]


def page(request: Request, what: str) -> str:
    return at(request.booking.office, "answer", request.pk, what)


def wall(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def kinds(request: Request) -> list[str]:
    return list(Message.objects.filter(booking=request.booking).values_list("kind", flat=True))


def state(request: Request) -> tuple[str, Any]:
    request.refresh_from_db()
    return request.status, request.answered_by


def test_a_time_is_given_from_those_that_are_free(counter, jonas, here, monday):
    until = monday - timedelta(days=1)
    answer = counter.post(page(here, "offer"), {"start": monday.isoformat(), "until": wall(until)})
    assert (answer.status_code, answer.url) == (302, at(here.booking.office, "request", here.pk))
    taken = Booking.objects.get().time
    assert state(here) == ("offered", jonas)
    assert (taken.starts_at, taken.expires_at) == (monday, until)
    assert kinds(here) == ["offer", "receipt"]


def test_only_wished_times_are_marked(counter, here, monday):
    html = counter.get(page(here, "offer"), {"from": f"{monday:%Y-%m-%d}"}).content.decode()
    day = html.partition("<details")[2].partition("</details>")[0]
    tiles = re.findall(r'<label for="at-[^"]+">(\d\d:\d\d)( ★)?</label>', day)
    assert {clock for clock, star in tiles if star} == {
        f"{hour:02}:{minute:02}" for hour in (8, 9) for minute in range(0, 60, 10)
    }
    assert "11:30" in {clock for clock, _star in tiles}
    assert "Times marked with ★ are as the person wished." in html


def test_later_weeks_are_a_link_away(counter, here):
    html = counter.get(page(here, "offer")).content.decode()
    (later,) = re.findall(r'<a href="(\?from=[\d-]+)">More days</a>', html)
    assert "Back to the first free day" in seen(counter.get(page(here, "offer") + later))


def test_without_a_free_time_another_answer_is_proposed(counter, here):
    here.booking.office.opening_hours.all().delete()
    said = seen(counter.get(page(here, "offer")))
    assert "No time is free in the days that are open. Open more hours, or answer" in said


def test_a_taken_time_is_refused_with_the_nearest_and_what_was_typed_stays(
    counter, emergency, here, monday
):
    desk = emergency.desks.get()
    people.reservation(at=desk, starts=monday, status=Reservation.Status.BOOKED)
    until = wall(monday - timedelta(hours=20))
    answer = counter.post(page(here, "offer"), {"start": monday.isoformat(), "until": until})
    assert answer.status_code == 409
    assert "this time has just been taken" in seen(answer)
    assert "The nearest free times" in seen(answer)
    assert typed(answer)["until"] == until
    assert state(here) == ("open", None)


def test_without_a_time_or_a_deadline_the_page_says_what_is_missing(counter, here):
    answer = counter.post(page(here, "offer"), {"until": ""})
    assert answer.status_code == 422
    assert "Please write until when." in seen(answer)
    assert '<a href="#id_start">Please choose a time.</a>' in answer.content.decode()
    assert 'id="id_start"' in answer.content.decode()


def test_the_time_that_was_pressed_stays_pressed(counter, here, monday):
    url = page(here, "offer") + f"?from={monday:%Y-%m-%d}"
    value = f"{monday.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
    answer = counter.post(url, {"start": value, "until": ""})
    assert f'value="{value}" checked' in answer.content.decode()


def test_a_deadline_after_the_time_is_refused(counter, here, monday):
    answer = counter.post(page(here, "offer"), {"start": monday.isoformat(), "until": wall(monday)})
    assert answer.status_code == 409
    assert "it must lie ahead, and before the appointment" in seen(answer)
    assert kinds(here) == ["receipt"]


@pytest.mark.parametrize(
    ("what", "status", "kind"),
    [
        ("invite", "invited", "invitation"),
        ("ask-back", "question", "question"),
        ("decline", "declined", "declined"),
    ],
)
def test_every_other_answer_is_given_once(counter, jonas, here, what, status, kind):
    for _ in range(2):
        assert counter.post(page(here, what), TYPED).status_code == 302
    assert state(here) == (status, jonas)
    assert kinds(here).count(kind) == 1


def test_inviting_warns_at_once_where_only_internal_hours_are_free(counter, emergency, here, now):
    emergency.office.opening_hours.update(audience="internal")
    until = {"latest": f"{now.date() + timedelta(days=20)}"}
    said = seen(counter.post(page(here, "invite"), until, follow=True))
    assert "For 1 of them no time is free before the latest day." in said
    other = ask(emergency, now=now).request
    marked = until | {"internal_hours": "on"}
    assert "no time is free" not in seen(counter.post(page(other, "invite"), marked, follow=True))


def test_who_has_no_address_is_invited_by_letter_and_the_letter_is_there(counter, here):
    here.booking.contacts.update(email="")
    said = "There is no e-mail address. The next page has a letter to print and to post."
    assert said in seen(counter.get(page(here, "invite")))
    answer = counter.post(page(here, "invite"), {"latest": "2040-01-01"})
    invitation = Booking.objects.get().invitation
    office = here.booking.office
    assert (invitation.way, answer.url) == ("letter", at(office, "invitation", invitation.pk))
    assert at(office, "letter", invitation.pk) in counter.get(answer.url).content.decode()


@pytest.mark.parametrize("what", ["ask-back", "decline"])
def test_a_text_too_long_stays_in_the_field(counter, here, what):
    words = "x" * 2001
    answer = counter.post(page(here, what), {"text": words})
    assert answer.status_code == 422
    assert words in seen(answer)
    assert kinds(here) == ["receipt"]


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        ("ask-back", "Please write a question."),
        ("decline", "Please write why."),
        ("invite", "Please choose a day."),
    ],
)
def test_nothing_written_is_said_to_be_missing(counter, here, what, wanted):
    assert wanted in seen(counter.post(page(here, what), {"text": " ", "latest": ""}))
    assert state(here) == ("open", None)


def test_it_says_what_is_sent_and_in_which_language(counter, here):
    def said() -> str:
        return seen(counter.get(page(here, "decline")))

    assert "We send an e-mail to amal@people.example in this language: Arabic." in said()
    here.booking.contacts.update(email="", phone="+49201123456")
    assert "Please call: +49 201 123456. Language: Arabic." in said()
    here.booking.contacts.update(phone="")
    assert "There is no e-mail address and no phone number." in said()


def test_what_is_settled_offers_no_answers(counter, jonas, here, monday, now):
    offer_time(here, monday, until=monday - timedelta(days=1), by=jonas, now=now)
    accept_offer(Booking.objects.get(), now=now)
    request = at(here.booking.office, "request", here.pk)
    answer = counter.get(request)
    assert "Nothing has to be answered here any more." in seen(answer)
    assert page(here, "decline") not in answer.content.decode()
    assert counter.get(page(here, "decline")).url == request
    refused = counter.post(page(here, "decline"), {"text": "No."})
    assert refused.status_code == 409
    assert "Something has changed meanwhile." in seen(refused)
    assert "What you write yourself is sent as it is" in seen(refused)


@pytest.mark.parametrize("what", ANSWERS)
def test_looking_changes_nothing(counter, here, what):
    assert counter.get(page(here, what)).status_code == 200
    assert counter.put(page(here, what)).status_code == 405
    assert (state(here), kinds(here)) == (("open", None), ["receipt"])


def test_an_answer_that_there_is_not_is_not_found(counter, here):
    assert counter.get(page(here, "forget")).status_code == 404
    assert counter.post(page(here, "forget"), {"text": "No."}).status_code == 404


@pytest.fixture(params=["another authority", "another office"])
def there(request, essen, mainz, now) -> Request:
    of = mainz if request.param == "another authority" else essen
    office = make.office_open_on_weekdays(of=of)
    return people.asked(now=now, offering=make.offering(at=office)).request


@pytest.mark.parametrize("what", ANSWERS)
def test_requests_of_elsewhere_are_not_answered(counter, emergency, there, what):
    for url in (page(there, what), at(emergency.office, "answer", there.pk, what)):
        assert counter.get(url).status_code == 404
        assert counter.post(url, TYPED).status_code == 404
    assert (state(there), kinds(there), looks()) == (("open", None), [], [])
