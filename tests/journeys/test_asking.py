"""Where the office gives out its times itself: people ask, and it answers in each of its ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.manager import Manager
from tests.journeys.stack import Stack, code_in, text_of
from tests.journeys.test_every_authority import (
    LANGUAGES,
    PLACES,
    offering_of,
    start_of,
    status_of,
)
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each answer at each authority and in each language; with --long everything with everything.

    Together with those who were invited, each authority in each language too.
    """
    answers = list(ANSWERS)
    if metafunc.config.getoption("--long"):
        walks = [(slug, how, one) for slug in PLACES for how in answers for one in LANGUAGES]
    else:
        walks = [
            (slug, how, LANGUAGES[(n + m + 2) % 4])
            for n, slug in enumerate(PLACES)
            for m, how in enumerate(answers)
        ]
    metafunc.parametrize(("slug", "how", "language"), walks)


@pytest.fixture
def person(phone: Page, stack: Stack, language: str) -> Walker:
    return Walker(phone, stack, language)


@pytest.fixture
def manager(manager_of: Callable[[str], Manager], slug: str) -> Manager:
    return manager_of(slug)


def test_what_somebody_asks_is_answered(
    person: Walker, manager: Manager, slug: str, how: str
) -> None:
    """From the page of the matter on; the way there is walked elsewhere."""
    person.go(f"offer/{offering_of(person.stack, slug, 'request')}/")
    number = person.ask()
    receipt = person.stack.wait_for_mail(person.email)
    person.reads(receipt, "The office has your request.")
    assert number in text_of(receipt)
    ANSWERS[how](person, manager, number)


def is_asked_back_and_given_a_time(person: Walker, manager: Manager, number: str) -> None:
    manager.asks_back(number, "Bis wann ist der Pass Ihres Vaters gültig?")
    mail = opens_the_answer(person, 2, "The office has a question for you.")
    assert "Bis wann ist der Pass Ihres Vaters gültig?" in mail
    person.page.fill("textarea[name=text]", "Bis zum 3. Mai.")
    person.press()
    manager.opens_the_request(number)
    assert "Bis zum 3. Mai." in manager.page.locator(".conversation").inner_text()
    offered = manager.offers_a_time(number)
    opens_the_answer(person, 3, "The office offers you a time.")
    person.press()
    assert person.booked_number() == number
    assert (status_of(person.stack, number), start_of(person.stack, number)) == ("booked", offered)
    person.reads(person.stack.wait_for_mail(person.email, 4), "Your appointment is booked.")


def is_invited_to_choose(person: Walker, manager: Manager, number: str) -> None:
    manager.invites_to_choose(number)
    opens_the_answer(person, 2, "The office invites you. Please choose a time.")
    person.choose()
    person.ask_for_code()  # the address stood on the form, and nobody has shown that it is theirs
    person.type_code(code_in(person.stack.wait_for_mail(person.email, 3)))
    assert person.booked_number() == number
    assert status_of(person.stack, number) == "booked"


def is_told_no(person: Walker, manager: Manager, number: str) -> None:
    manager.declines(number, "Dafür brauchen Sie keinen Termin.")
    mail = opens_the_answer(person, 2, "The office cannot give you an appointment for this.")
    page = person.page.locator("main").inner_text()
    for said in ("Dafür brauchen Sie keinen Termin.", way_to_apply(person, number)):
        assert said in mail
        assert said in page


def opens_the_answer(person: Walker, number: int, headline: str) -> str:
    """Read the mail of this number, follow its link; return what it says."""
    mail = person.stack.wait_for_mail(person.email, number)
    person.reads(mail, headline)
    person.open(person.stack.link_in(mail))
    return text_of(mail)


def way_to_apply(person: Walker, number: str) -> str:
    query = """
        SELECT apply_way_de, apply_way_en, apply_way_ar, apply_way_uk FROM offices_authority a
        JOIN booking_booking b ON b.authority_id = a.id WHERE b.number = %s
    """
    (ways,) = person.stack.rows(query, number.replace("-", ""))
    return ways[LANGUAGES.index(person.language)]


ANSWERS = {
    "ask-back-and-offer": is_asked_back_and_given_a_time,
    "invite": is_invited_to_choose,
    "decline": is_told_no,
}
