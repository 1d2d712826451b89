"""Somebody who manages Kiel, in front of a screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.journeys.inspector import SMALLEST, Inspector
from tests.journeys.staff.day import ROLLED_OUT, SCREEN

OFFICE = "kiel-neues-rathaus"


@dataclass
class Manager(Inspector):
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

    def is_right_for_everybody(self) -> None:
        """Held against axe on a large screen, and no wider than the smallest."""
        self.page.evaluate(ROLLED_OUT)
        assert self.problems() == [], self.page.url
        self.page.reload()
        self.page.set_viewport_size(SMALLEST)
        self.is_a_kind_page()
        self.page.set_viewport_size(SCREEN)

    def send(self) -> None:
        """Press the last button of the form."""
        self.main("form.form button[type=submit]").last.click()
        self.is_a_kind_page()
