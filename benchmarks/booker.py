"""A person who books: every page from the first one on, as somebody with a phone walks them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from benchmarks.browser import Browser
from benchmarks.mailbox import Mailbox
from benchmarks.page import Page

Code = asyncio.Future[str]
TAKEN = 409
MOST_TRIES = 8
SPREAD = 7919  # a prime, so that people who come together press different times


@dataclass
class Booker:
    """One person; no two have the same name or address."""

    number: int
    browser: Browser
    mailbox: Mailbox
    place: str
    slug: str
    offering: int
    language: str = "de"
    tries: int = 0

    @property
    def family_name(self) -> str:
        return f"Beispiel{_in_letters(self.number)}"

    @property
    def email(self) -> str:
        return f"mensch{self.number}@post.example"

    async def book(self) -> Page:
        held = await self.take(await self.find_times())
        return await self.confirm(*await self.introduce(held))

    async def find_times(self) -> Page:
        """From the first page to the free times."""
        go = self.browser.open
        page = await go("first page", f"/{self.language}/")
        page = await go("where", page.link("/where/"))
        page = await self.browser.send("document", page.form(), place=self.place)
        page = await go("services", page.link(f"/at/{self.slug}/services/"))
        page = await go("offering", page.link(f"/offer/{self.offering}/"))
        page = await go("persons", page.primary_link())
        if "/persons/" in page.path:
            page = await self.browser.send("times", page.form(), persons="1")
        return page

    async def take(self, page: Page) -> Page:
        """Press a time until one is ours; other people press too."""
        for _ in range(MOST_TRIES):
            form = page.form()
            self.tries += 1
            start = form.starts[self.number * SPREAD % len(form.starts)]
            page = await self.browser.send("person", form, start=start)
            if page.status != TAKEN:
                return page
        raise RuntimeError(f"{MOST_TRIES} times somebody was faster")

    async def introduce(self, page: Page) -> tuple[Page, Code]:
        """Name, address, how we will talk; then look at everything and ask for the code."""
        send = self.browser.send
        born = {"birth_day": "", "birth_month": "", "birth_year": "1990"}
        name = {"family_name": self.family_name, "given_names": "Nour Amal"}
        page = await send("contact", page.form(), **name, **born)
        page = await send("help", page.form(), email=self.email)
        page = await send("check", page.form(), talk="german")
        mail = self.mailbox.expect(self.email)
        return await send("code", page.form()), mail

    async def confirm(self, page: Page, mail: Code) -> Page:
        code = await self.mailbox.code(mail)
        page = await self.browser.send("booked", page.form(), code=code)
        if "booking-number" not in page.text:
            raise RuntimeError(f"not booked: {page.path} {page.title}")
        return page

    async def move(self) -> Page:
        """Take another time, from the booked page on."""
        page = await self.browser.open("move", f"/{self.language}/booking/move/")
        form = page.form()
        start = form.starts[(self.number * SPREAD + 1) % len(form.starts)]
        page = await self.browser.send("moved", form, start=start)
        if "booking-number" not in page.text:
            raise RuntimeError(f"not moved: {page.path} {page.title}")
        return page


def _in_letters(number: int) -> str:
    """A name has no digits: 0 is aaaa, 1 is aaab."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in (3, 2, 1, 0))
