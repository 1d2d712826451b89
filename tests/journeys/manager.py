"""A manager at a desk: invites people, and answers what they ask, on the caseworkers' pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.journeys.phones import Watch, new_phone
from tests.journeys.stack import Stack
from tests.journeys.walker import GIVEN_NAMES, Walker

DESK = {"width": 1280, "height": 900}
# Of an offering, and of a booking by its number.
OFFICES = {
    "offering": "SELECT f.slug FROM offices_office f JOIN offices_offering o ON o.office_id = f.id "
    "WHERE o.id = %s",
    "booking": "SELECT f.slug FROM offices_office f JOIN booking_booking b ON b.office_id = f.id "
    "WHERE b.number = %s",
}
IS_REQUEST = re.compile(r"/requests/\d+/$")
CODE = r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}"


@dataclass
class Manager:
    page: Page
    stack: Stack

    def sign_in(self, email: str) -> None:
        """With the password that is known to whoever started the program."""
        logins = (self.stack.var / "logins.txt").read_text()
        (password,) = re.findall(rf"{re.escape(email)}\s+(\S+)", logins)
        self.page.goto(f"{self.stack.url}/admin/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/admin/")

    def go(self, path: str, **of: object) -> None:
        """A page of the office that has this `offering` or `booking`."""
        ((what, key),) = of.items()
        ((office,),) = self.stack.rows(OFFICES[what], key)
        self.page.goto(f"{self.stack.url}/desk/{office}/{path}")

    # --- inviting ------------------------------------------------------------------------------
    def invite(self, guest: Walker, offering: int, *, way: str, persons: int = 1) -> None:
        """Invite this person, by "email" or "letter"; the page of the invitation is open then."""
        self.go("invitations/invite/", offering=offering)
        self.page.check(f"input[name=offerings][value='{offering}']")
        for name, value in self._about(guest, way).items():
            self.page.fill(f"input[name={name}]", value)
        self.page.fill("input[name=persons]", str(persons))
        self.page.check(f"input[name=way][value={way}]")
        self.page.select_option("select[name=language]", guest.language)
        self._press()
        self.page.wait_for_url(re.compile(r"/invitations/\d+/$"))

    def _about(self, guest: Walker, way: str) -> dict[str, str]:
        return {
            "latest": f"{in_days(50):%Y-%m-%d}",
            "family_name": guest.family_name,
            "given_names": GIVEN_NAMES,
            "birth_year": "1990",
            "email": guest.email if way == "email" else "",
        }

    def code_of_the_letter(self) -> str:
        """Print the letter of the invitation that is open, and read the code on it."""
        link = self.page.locator("a[href$='/letter.pdf']").get_attribute("href")
        answer = self.page.context.request.get(f"{self.stack.url}{link}")
        assert answer.headers["content-type"] == "application/pdf"
        text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
        (code,) = set(re.findall(CODE, text))
        return code

    # --- answering -----------------------------------------------------------------------------
    def opens_the_request(self, number: str) -> None:
        """From the list of what waits for an answer, the most urgent first."""
        self.go("requests/", booking=number.replace("-", ""))
        self.page.click(f".listed li:has-text('{number}') h2 a")
        self.page.wait_for_url(IS_REQUEST)

    def offers_a_time(self, number: str) -> datetime:
        """Give a time of next week, so that the suggested deadline lies before it."""
        self._begins(number, "offer")
        self.page.click("a[href^='?from=']")
        self.page.wait_for_url("**/offer/?from=*")
        start = self.page.locator("input[name=start]").first
        value = datetime.fromisoformat(start.get_attribute("value") or "")
        start.check()
        self._answers()
        return value

    def invites_to_choose(self, number: str) -> None:
        self._begins(number, "invite")
        self.page.fill("input[name=latest]", f"{in_days(50):%Y-%m-%d}")
        self._answers()

    def asks_back(self, number: str, question: str) -> None:
        self._begins(number, "ask-back")
        self.page.fill("textarea[name=text]", question)
        self._answers()

    def declines(self, number: str, reason: str) -> None:
        self._begins(number, "decline")
        self.page.fill("textarea[name=text]", reason)
        self._answers()

    def _begins(self, number: str, how: str) -> None:
        self.opens_the_request(number)
        self.page.click(f".answers a[href$='/{how}/']")

    def _answers(self) -> None:
        self._press()
        self.page.wait_for_url(IS_REQUEST)

    def _press(self) -> None:
        self.page.click("main form.form button[type=submit]")


class Desks:
    """Where the authorities' managers sit, one at a time, in a browser that knows them already."""

    def __init__(self, browser: Browser, stack: Stack) -> None:
        self._browser, self._stack = browser, stack
        self._taken_by = ""
        self._manager: Manager | None = None
        # Stock pages may complain about styles, but ask nobody else.
        self.watch = Watch(stack.url)

    def manager_of(self, slug: str) -> Manager:
        """The manager of this authority, signed in; the one before has gone."""
        if self._manager is None or self._taken_by != slug:
            self.close()
            page = new_phone(self._browser, java_script=True, viewport=DESK).new_page()
            page.set_default_timeout(5_000)
            page.on("request", self.watch.on_request)
            self._taken_by, self._manager = slug, Manager(page, self._stack)
            self._manager.sign_in(f"manager@{slug}.example")
        return self._manager

    def close(self) -> None:
        if self._manager is not None:
            self._manager.page.context.close()
            self._manager = None


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)
