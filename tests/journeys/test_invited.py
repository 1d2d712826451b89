"""Whom the office invites, by mail or by letter, chooses a time: at every authority."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.manager import Manager
from tests.journeys.stack import Stack, code_in, text_of
from tests.journeys.test_every_authority import LANGUAGES, PLACES, offering_of, status_of
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

# What is asked for in writing ends with an invitation too.
ACCESSES = ["invitation", "written"]
WAYS = ["email", "letter"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each way at each authority and in each language; with --long everything with everything."""
    if metafunc.config.getoption("--long"):
        walks = [
            (slug, access, way, language)
            for slug in PLACES
            for access in ACCESSES
            for way in WAYS
            for language in LANGUAGES
        ]
    else:
        walks = [
            (slug, access, way, LANGUAGES[(n + m) % 4])
            for n, slug in enumerate(PLACES)
            for m, (access, way) in enumerate(zip(ACCESSES, WAYS, strict=True))
        ]
    metafunc.parametrize(("slug", "access", "way", "language"), walks)


@pytest.fixture
def guest(phone: Page, stack: Stack, language: str) -> Walker:
    return Walker(phone, stack, language)


@pytest.fixture
def manager(manager_of: Callable[[str], Manager], slug: str) -> Manager:
    return manager_of(slug)


def test_an_invited_person_chooses_a_time(
    guest: Walker, manager: Manager, slug: str, access: str, way: str
) -> None:
    manager.invite(guest, offering_of(guest.stack, slug, access), way=way)
    number = WALKS[way](guest, manager)
    assert status_of(guest.stack, number) == "booked"
    guest.page.reload()
    assert guest.booked_number() == number


def comes_by_mail(guest: Walker, manager: Manager) -> str:
    """Whoever came by the mail has shown that it reaches them: no code is asked for."""
    mail = guest.stack.wait_for_mail(guest.email)
    guest.reads(mail, "The office invites you. Please choose a time.")
    guest.open(guest.stack.link_in(mail))
    guest.choose()
    guest.say_how_to_talk()
    guest.press()
    return confirmed(guest, mails=2)


def comes_by_letter(guest: Walker, manager: Manager) -> str:
    """The code opens it on the first page; an e-mail address is asked for and may be left out."""
    code = manager.code_of_the_letter()
    guest.go("")
    guest.page.fill("input[name=code]", code.lower().replace("-", " "))
    guest.main("form[action$='/invitation/'] button").click()
    guest.is_a_kind_page()
    guest.choose()
    return ENDS[guest.language](guest)


def without_an_address(guest: Walker) -> str:
    guest.press()
    guest.say_how_to_talk()
    guest.press()
    return guest.booked_number()


def with_an_address(guest: Walker) -> str:
    """This address is new, so it has to be shown that mail to it arrives."""
    guest.give_address()
    guest.say_how_to_talk()
    guest.ask_for_code()
    guest.type_code(code_in(guest.stack.wait_for_mail(guest.email)))
    return confirmed(guest, mails=2)


def confirmed(guest: Walker, *, mails: int) -> str:
    number = guest.booked_number()
    mail = guest.stack.wait_for_mail(guest.email, mails)
    guest.reads(mail, "Your appointment is booked.")
    assert number in text_of(mail)
    return number


WALKS = {"email": comes_by_mail, "letter": comes_by_letter}
# Both, and each of them from left to right and from right to left or in Cyrillic.
ENDS = {
    "de": without_an_address,
    "en": with_an_address,
    "ar": without_an_address,
    "uk": with_an_address,
}
