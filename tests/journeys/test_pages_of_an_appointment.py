"""Every page of a booked appointment, before and after it: held against axe at 320 px, in every
language, with nobody else asked (see `Inspector` and the fixture `watch`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings
from playwright.sync_api import Page

from booking.papers.proof import Proof
from tests.journeys.inspector import Inspector
from tests.journeys.stack import Stack
from tests.journeys.test_every_authority import LANGUAGES, offering_of
from tests.journeys.walker import in_words_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", LANGUAGES)]

CHANGES = ["language/", "phone/", "needs/", "email/"]


@pytest.fixture
def person(reader: Page, stack: Stack, language: str) -> Inspector:
    return Inspector(reader, stack, language)


@pytest.fixture
def number(person: Inspector) -> str:
    """Of an appointment; the pages on the way to it are looked at elsewhere."""
    person.hurries = True
    person.go(f"offer/{offering_of(person.stack, 'mainz', 'open')}/times/?persons=1")
    number = person.book(3)
    person.hurries = False
    return number


def test_pages_of_an_appointment_to_come(person: Inspector, number: str) -> None:
    person.look_at("booking/cancel/", "booking/move/")
    person.is_refused()  # nothing chosen
    person.look_at("booking/data/", "booking/data/erase/", "booking/change/")
    person.look_at(*(f"booking/change/{page}" for page in CHANGES))
    changes_the_address(person)
    changes_the_phone(person)
    reports_an_error(person)
    asks_for_the_mail_again(person)
    shows_the_paper(person, paper_of(person.stack, number))


def changes_the_address(person: Inspector) -> None:
    person.page.fill("input[name=email]", "nobody")
    person.is_refused()
    person.page.fill("input[name=email]", f"neu.{person.email}")
    person.press()
    person.page.fill("input[name=code]", "000000")
    person.is_refused()
    person.go("booking/change/")  # a new address waits for its code


def changes_the_phone(person: Inspector) -> None:
    person.go("booking/change/phone/")
    person.page.fill("input[name=phone]", "12")
    person.is_refused()
    person.page.fill("input[name=phone]", "0151 23456789")
    person.press()


def reports_an_error(person: Inspector) -> None:
    person.go("booking/correct/1/")
    person.is_refused()  # nothing changed
    person.page.fill("input[name=birth_year]", "1991")
    person.press()
    heard = "You have told us of a typing error. The office looks at it and writes to you."
    assert in_words_of(person.language, heard) in person.page.locator("main").inner_text()


def asks_for_the_mail_again(person: Inspector) -> None:
    person.main("form[action$='/booking/send-again/'] button").click()
    person.is_a_kind_page()


def shows_the_paper(person: Inspector, paper: Proof) -> None:
    """Its QR leads to a page that says whether it is genuine."""
    says(person, paper, "This paper is genuine, and the appointment is valid.")
    changed = replace(paper, sequence=paper.sequence + 1)
    says(
        person,
        changed,
        "This paper is genuine, but there is a newer one. The appointment is still on this day; "
        "its time or its place has changed.",
    )
    other_day = replace(changed, day=paper.day - timedelta(days=1))
    says(
        person,
        other_day,
        "This paper is genuine, but the appointment was moved or cancelled since.",
    )
    unknown = replace(paper, number="22222222")
    says(person, unknown, "This paper is genuine. The other data has been erased already.")
    person.go(address_of(paper, "somebody-has-made-this-up"))
    assert person.main(".notice--danger").count() == 1


def test_pages_after_an_appointment(person: Inspector, number: str) -> None:
    person.go("booking/cancel/")
    person.press()
    person.stands(number, "Your appointment is cancelled")
    person.main("form[action$='/booking/restore/'] button").click()
    person.is_a_kind_page()
    is_over(person.stack, number)
    person.stands(number, "This appointment is over")
    paper = paper_of(person.stack, number)
    says(person, paper, "This paper is genuine. The appointment is over.")
    person.go("booking/data/erase/")
    person.press()
    person.look_at("booking/", "booking/link/old/")  # this browser knows nothing any more


def is_over(stack: Stack, number: str) -> None:
    """It was a moment ago, and so short that it is in the way of no other."""
    stack.do(
        """
        UPDATE booking_reservation r SET during =
            tstzrange(now() - interval '2 seconds', now() - interval '1 second')
        FROM booking_booking b WHERE b.reservation_id = r.id AND b.number = %s
        """,
        number.replace("-", ""),
    )


def paper_of(stack: Stack, number: str) -> Proof:
    query = """
        SELECT b.number, b.office_id, (lower(r.during) AT TIME ZONE o.timezone)::date, b.sequence
        FROM booking_booking b JOIN booking_reservation r ON r.id = b.reservation_id
        JOIN offices_office o ON o.id = b.office_id WHERE b.number = %s
    """
    (facts,) = stack.rows(query, number.replace("-", ""))
    return Proof(*facts)


def says(person: Inspector, paper: Proof, sentence: str) -> None:
    """What its QR leads to; signed as the running program signs."""
    key = (person.stack.var / "secret_key").read_text()
    with override_settings(SECRET_KEY=key):
        person.go(address_of(paper, paper.token))
    said = in_words_of(person.language, sentence)
    assert said in person.page.locator("main").inner_text()


def address_of(paper: Proof, token: str) -> str:
    return f"proof/{paper.number}/{paper.office}/{paper.day}/{paper.sequence}/{token}/"
