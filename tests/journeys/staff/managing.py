"""Somebody who manages Kiel, in front of a screen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from tests.journeys.inspector import SMALLEST, Inspector
from tests.journeys.staff.day import ROLLED_OUT, SCREEN

OFFICE = "kiel-neues-rathaus"


# Numbers on the axes of charts and crosses in the calendar of the year; a cell over two rows of
# the week; the frame in which a mail is shown.
LOOKED_AT = {"shortTextContent", "imgNode", "bgOverlap", "elmPartiallyObscuring", "frame-tested"}


@dataclass
class Manager(Inspector):
    looked_at: ClassVar[frozenset[str]] = frozenset(LOOKED_AT)

    def sign_in(self) -> None:
        logins = (self.stack.var / "logins.txt").read_text()
        (password,) = re.findall(r"manager@kiel\.example\s+(\S+)", logins)
        self.page.goto(f"{self.stack.url}/accounts/login/?next=/manage/")
        self.page.fill("input[name=login]", "manager@kiel.example")
        self.page.fill("input[name=password]", password)
        self.page.click("main form.form button[type=submit]")
        self.page.wait_for_url(f"**/manage/{OFFICE}/")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.stack.url}/manage/{OFFICE}/{path}")
        self.is_a_kind_page()

    def remarks_on(self, path: str) -> list[object]:
        """What axe finds on a large screen, and whether it is wider than the smallest."""
        self.page.set_viewport_size(SMALLEST)
        self.page.goto(f"{self.stack.url}/manage/{OFFICE}/{path}")
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(SCREEN)
        self.is_a_kind_page()
        self.page.evaluate(ROLLED_OUT)
        return [*self.problems(), *([f"{width} px wide"] if width > SMALLEST["width"] else [])]

    def send(self) -> None:
        """Press the last button of the form."""
        self.main("form.form button[type=submit]").last.click()
        self.is_a_kind_page()
