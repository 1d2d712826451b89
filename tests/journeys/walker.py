"""A person with a phone: finds the service, takes a time, types what is asked, books."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import count

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page

from tests.journeys.stack import Stack, code_in, text_of

_number = count(1)
GIVEN_NAMES = "Nour Amal"


def in_letters(number: int) -> str:
    """A name has no digits: 0 is aaa, 1 is aab."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))


def in_words_of(language: str, sentence: str) -> str:
    with translation.override(language):
        return gettext(sentence)


@dataclass
class Walker:
    """One person; every name and address is made up, and no two are alike."""

    page: Page
    stack: Stack
    language: str = "de"
    family_name: str = field(default_factory=lambda: f"Beispiel{in_letters(next(_number))}")
    email: str = field(default_factory=lambda: f"mensch{next(_number)}@post.example")

    # --- finding the service -------------------------------------------------------------------
    def go(self, path: str) -> None:
        self.page.goto(f"{self.stack.url}/{self.language}/{path}")
        self.is_a_kind_page()

    def find_office(self, municipality: str, slug: str) -> None:
        """From the first page by the place of living to the services of the office."""
        self.go("")
        self.main(f"a[href^='/{self.language}/where/']").first.click()
        self.page.fill("input[name=place]", municipality)
        self.press()
        self.main(f"a[href*='/at/{slug}/services/']").first.click()
        self.is_a_kind_page()

    def choose_service(self, offering: int) -> None:
        """Open the group in which the service stands, and the service."""
        link = self.main(f"a[href*='/offer/{offering}/']").first
        group = self.page.locator(
            "details", has=self.page.locator(f"a[href*='/offer/{offering}/']")
        )
        if not link.is_visible():
            group.locator("summary").first.click()
        link.click()
        self.is_a_kind_page()

    # --- taking a time -------------------------------------------------------------------------
    def find_a_time(self) -> None:
        """From “good to know” to the free times, by way of persons and letters where asked."""
        self.main("a.kern-btn--primary").first.click()
        if "/persons/" in self.page.url:
            self.press()
        if "/letters/" in self.page.url:
            self.page.fill("input[name=letters]", self.family_name[:5])
            self.press()
        self.is_a_kind_page()

    def take(self, number: int = 0) -> str:
        """Take the `number`th free time of the page; return it as it stands in the form."""
        radio = self.main("input[name=start]").nth(number)
        value = radio.get_attribute("value") or ""
        radio.check()
        self.press()
        return value

    # --- the person ----------------------------------------------------------------------------
    def name(self, *, born: tuple[str, str, str] = ("", "", "1990")) -> None:
        self.page.fill("input[name=family_name]", self.family_name)
        self.page.fill("input[name=given_names]", GIVEN_NAMES)
        for part, value in zip(("day", "month", "year"), born, strict=True):
            self.page.fill(f"input[name=birth_{part}]", value)
        self.press()

    def give_address(self) -> None:
        self.page.fill("input[name=email]", self.email)
        self.press()

    def say_how_to_talk(self) -> None:
        self.main("label[for^=id_talk]").first.click()
        self.press()

    def ask_for_code(self) -> None:
        self.press()

    def type_code(self, code: str) -> None:
        self.page.fill("input[name=code]", code)
        self.press()

    def introduce(self) -> None:
        """Everything between the held time and the page that asks for the code."""
        self.name()
        self.give_address()
        self.say_how_to_talk()
        self.ask_for_code()

    def book(self, time: int = 0) -> str:
        """From the free times to the booked page; return the number shown there."""
        self.take(time)
        self.introduce()
        self.type_code(code_in(self.stack.wait_for_mail(self.email)))
        return self.booked_number()

    def choose(self) -> None:
        """Invited: from what it is about to a held time."""
        self.main("a[href$='/booking/choose/']").first.click()
        self.is_a_kind_page()
        self.take()

    # --- asking the office ---------------------------------------------------------------------
    def ask(self) -> str:
        """From “good to know” to the receipt; return the number shown there."""
        self.main("a[href*='/ask/']").first.click()
        self.is_a_kind_page()
        self.page.fill("textarea[name=matter]", "Mein Vater ist krank, ich fliege am Montag.")
        self.page.check("input[name=proof][value=yes]")
        self.page.fill("input[name=family_name]", self.family_name)
        self.page.fill("input[name=given_names]", GIVEN_NAMES)
        self.page.fill("input[name=birth_year]", "1990")
        self.page.fill("input[name=email]", self.email)
        self.main("label[for^=id_talk]").first.click()
        self.press()
        return self.booked_number()

    # --- coming back ---------------------------------------------------------------------------
    def open(self, link: str) -> None:
        self.page.goto(link)
        self.is_a_kind_page()

    def reads(self, mail: EmailMessage, headline: str) -> None:
        """The mail begins with this headline in the person's language, and German is below."""
        text = text_of(mail)
        assert text.splitlines()[0] == in_words_of(self.language, headline)
        assert in_words_of("de", headline) in text

    def booked_number(self) -> str:
        number = self.main(".booking-number").first.inner_text().strip()
        assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", number), number
        return number

    # --- what every page must be ---------------------------------------------------------------
    def main(self, selector: str) -> Locator:
        return self.page.locator(f"main {selector}")

    def press(self) -> None:
        """Press the one main button of the page."""
        self.main("form button.kern-btn--primary").first.click()
        self.is_a_kind_page()

    def is_a_kind_page(self) -> None:
        """One heading, in the right language and direction, nothing wider than the phone."""
        html = self.page.locator("html")
        assert html.get_attribute("lang") == self.language, self.page.url
        assert html.get_attribute("dir") == ("rtl" if self.language == "ar" else "ltr")
        assert self.main("h1").count() == 1, self.page.url
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url} is {width} px wide"
