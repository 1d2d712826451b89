"""A day at the desks: who works there, and what they can do in their browsers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from playwright.sync_api import Page

from tests.journeys.inspector import SMALLEST, Inspector

OFFICE, DESKS, SLOTS = "muster-amt", 6, 20
PASSWORD = "correct horse battery staple"
COLLEAGUES = [f"{name}@muster.example" for name in ("anna", "bela", "cleo", "dino")]
AWAITED = "booked|not here yet"
SCREEN = {"width": 1280, "height": 900}
# Of what is scrolled away axe cannot tell the colours.
ROLLED_OUT = """document.querySelectorAll('.calendar, .scroll').forEach(box => {
  box.style.maxBlockSize = 'none'
  box.style.overflow = 'visible'
  box.querySelectorAll('th').forEach(head => { head.style.position = 'static' })
})"""
SOON = 5_000  # milliseconds within which everybody sees what a colleague has done


@dataclass
class Caseworker(Inspector):
    """Somebody of the staff in front of a screen; `hurries` is whether they look closely."""

    def sign_in(self, email: str) -> None:
        self.page.goto(f"{self.stack.url}/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form.form button[type=submit]")
        self.page.wait_for_url(f"**/desk/{OFFICE}/#now")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.stack.url}/desk/{OFFICE}/{path}")
        self.is_a_kind_page()

    def is_a_kind_page(self) -> None:
        """Held against axe on a large screen, and no wider than the smallest."""
        if self.hurries:
            super().is_a_kind_page()
            return
        self.page.evaluate(ROLLED_OUT)
        problems = self.problems()
        assert problems == [], (self.page.url, problems)
        self.page.reload()
        self.page.set_viewport_size(SMALLEST)
        replace(self, hurries=True).is_a_kind_page()
        self.page.set_viewport_size(SCREEN)

    def opens(self, name: str) -> None:
        """Press on somebody in the calendar."""
        self.go("")
        self.page.click(f"#calendar a:has-text('{name},')")
        self.is_a_kind_page()

    def presses(self, words: str) -> None:
        """Whatever is seen, can be pressed and reads so."""
        reads = re.compile(rf"^\s*{re.escape(words)}\s*$")
        self.main(":is(button, a)").filter(has_text=reads, visible=True).first.click()
        self.is_a_kind_page()

    def chooses(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check(force=True)

    def takes_time(self, number: int = 0) -> str:
        """Choose a free time; return it as its tile reads."""
        self.page.locator("main details").first.evaluate("one => one.open = true")
        radio = self.main("input[name=start]").nth(number)
        clock = self.page.inner_text(f"label[for='{radio.get_attribute('id')}']")
        radio.check(force=True)
        return clock

    def is_told(self, words: str) -> None:
        said = self.page.inner_text("main")
        assert words in said, said[:600]


def waits_for(page: Page, name: str, word: str) -> None:
    """See on an open calendar, without touching it, how somebody stands."""
    entry = page.locator(f"#calendar .entry:has-text('{name},')")
    entry.filter(has_text=re.compile(word)).first.wait_for(timeout=SOON, state="attached")
