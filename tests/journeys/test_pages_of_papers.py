"""Every page of somebody who was invited or has asked, until they have a time: held against axe at
320 px, in every language, with nobody else asked (see `Inspector` and the fixture `watch`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.journeys.inspector import Inspector, rewrite
from tests.journeys.manager import Manager
from tests.journeys.stack import Stack
from tests.journeys.test_every_authority import LANGUAGES, offering_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", LANGUAGES)]


@pytest.fixture
def person(reader: Page, stack: Stack, language: str) -> Inspector:
    return Inspector(reader, stack, language)


@pytest.fixture
def manager(manager_of: Callable[[str], Manager]) -> Manager:
    return manager_of("essen")


def test_pages_of_an_invitation(person: Inspector, stack: Stack, manager: Manager) -> None:
    offering = offering_of(stack, "essen", "invitation")
    manager.invite(person, offering, way="letter", persons=2)
    number = opens_the_letter(person, manager)
    chooses(person)
    person.go("booking/correct/2/")
    rewrite(stack, "booking_invitation", number, is_order=True)
    person.stands(number, "Your appointment is booked")
    rewrite(stack, "booking_invitation", number, is_order=False)
    gives_the_time_back(person)
    person.stands(number, "Your appointment is cancelled")
    rewrite(stack, "booking_bookingitem", number, persons=99)  # no desk is open for so long
    person.look_at("booking/", "booking/choose/")
    rewrite(stack, "booking_invitation", number, latest=datetime.now(UTC) - timedelta(days=2))
    person.stands(number, "The last day to choose a time has passed")
    rewrite(stack, "booking_invitation", number, withdrawn_at=datetime.now(UTC))
    person.stands(number, "The office has taken the invitation back")


def opens_the_letter(person: Inspector, manager: Manager) -> str:
    person.go("invitation/")
    person.page.fill("input[name=code]", "2222-2222-2222")
    person.is_refused()
    code = manager.code_of_the_letter()
    person.page.fill("input[name=code]", code)
    person.press()
    return code.rpartition("-")[0]


def chooses(person: Inspector) -> None:
    person.main("a[href$='/booking/choose/']").click()
    person.is_refused()  # nothing chosen
    person.take()
    person.name()  # the second of two
    person.press()  # no address
    person.say_how_to_talk()
    person.press()


def gives_the_time_back(person: Inspector) -> None:
    person.hurries = True
    person.go("booking/cancel/")
    person.press()
    person.hurries = False


def test_pages_of_a_request(person: Inspector, stack: Stack, manager: Manager) -> None:
    number = asks(person)
    person.look_at("booking/withdraw/", "booking/data/", "booking/change/")
    manager.asks_back(number, "Bis wann ist der Pass gültig?\nUnd wer kommt mit?")
    answers(person, number)
    manager.offers_a_time(number)
    person.stands(number, "The office offers you a time")
    person.main("summary").click()  # what is folded is not looked at
    person.is_a_kind_page()
    is_given_no_time(person, number)


def asks(person: Inspector) -> str:
    person.go(f"offer/{offering_of(person.stack, 'essen', 'request')}/ask/")
    person.is_refused()  # nothing written
    person.hurries = True
    person.go(f"offer/{offering_of(person.stack, 'essen', 'request')}/")
    number = person.ask()
    person.hurries = False
    person.stands(number, "The office has your request")
    return number


def answers(person: Inspector, number: str) -> None:
    person.stands(number, "The office has a question for you")
    person.is_refused()  # nothing written
    person.page.fill("textarea[name=text]", "Bis zum 3. Mai. Meine Tochter kommt mit.")
    person.press()


def is_given_no_time(person: Inspector, number: str) -> None:
    """What became of the request otherwise, each in turn."""
    stack, long_ago = person.stack, datetime.now(UTC) - timedelta(days=60)
    stack.do(
        "UPDATE booking_booking SET reservation_id = NULL WHERE number = %s",
        number.replace("-", ""),
    )
    person.stands(number, "The office has your request")  # the time is not kept any more
    rewrite(stack, "booking_request", number, status="open", asked_at=long_ago)
    person.stands(number, "The office has your request")  # and should have answered
    rewrite(stack, "booking_request", number, status="declined")
    person.stands(number, "The office cannot give you an appointment for this")
    rewrite(stack, "booking_request", number, status="withdrawn")
    person.stands(number, "You have taken your request back")
