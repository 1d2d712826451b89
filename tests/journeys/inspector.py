"""Somebody who holds every page against axe, on the smallest phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from axe_playwright_python.sync_playwright import Axe
from psycopg2 import sql

from tests.journeys.stack import Stack
from tests.journeys.walker import Walker, in_words_of

SMALLEST = {"width": 320, "height": 640}
KINDS = ["violations", "incomplete"]


@dataclass
class Inspector(Walker):
    """A walker who looks closely; with `hurries` only at what every walker looks at."""

    hurries: bool = False
    # Why axe leaves something to people, where people have looked.
    looked_at: ClassVar[frozenset[str]] = frozenset()

    def is_a_kind_page(self) -> None:
        super().is_a_kind_page()
        if not self.hurries:
            assert self.problems() == [], self.page.url

    def problems(self) -> list[tuple[str, str, str, str]]:
        """What axe says of the page; it needs JavaScript, or its promise is never kept."""
        # What passes is not written down: that would be most of the time.
        found = Axe().run(self.page, options={"resultTypes": KINDS}).response
        return [
            (kind, entry["id"], node["target"], node["failureSummary"])
            for kind in KINDS
            for entry in found[kind]
            for node in entry["nodes"]
            if kind == "violations" or not self.looked_at.issuperset(_reasons(node))
        ]

    def look_at(self, *paths: str) -> None:
        for path in paths:
            self.go(path)

    def stands(self, number: str, title: str) -> None:
        """The one page of the booking says where it stands."""
        self.go("booking/")
        assert self.main("h1").inner_text() == in_words_of(self.language, title)
        assert self.booked_number() == number

    def is_refused(self) -> None:
        """Press the button with what stands there, and be told what is missing."""
        self.press()
        assert self.main("[role=alert]").count() == 1, self.page.url


def _reasons(node: dict[str, Any]) -> set[str]:
    """By which names axe gives reasons why it cannot tell."""
    checks = [*node["any"], *node["all"], *node["none"]]
    return {(one["data"] or {}).get("messageKey") or one["id"] for one in checks}


def rewrite(stack: Stack, table: str, number: str, **values: object) -> None:
    """Bring a booking to another stage, by its row in `table`: what days and people would do."""
    changes = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(one)) for one in values)
    mine = sql.SQL("booking_id = (SELECT id FROM booking_booking WHERE number = %s)")
    statement = sql.SQL("UPDATE {} SET {} WHERE {}").format(sql.Identifier(table), changes, mine)
    stack.do(statement, *values.values(), number.replace("-", ""))
