"""Every page, in every language, at 320 px: axe finds nothing, nothing overflows, nobody else
is asked, and no rule of the Content Security Policy is broken (see the fixture `watch`)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.inspector import Inspector
from tests.journeys.stack import Stack, code_in
from tests.journeys.test_every_authority import LANGUAGES, offering_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_before_a_time_is_taken(reader: Page, stack: Stack, language: str) -> None:
    inspector = Inspector(reader, stack, language)
    for path in paths_before(stack):
        inspector.go(path)


# One address for every kind of page, with right and with wrong input.
PATHS = [
    "",
    "where/",
    "where/?place=Fried",
    "where/?place=Nirgendwo",
    "elsewhere/",
    "mine/",
    "invitation/",
    "accessibility/",
    "easy/",
    "at/essen/",
    "at/essen/?doc=title&until_0=31&until_1=2&until_2=2027",
    "at/essen/privacy/",
    "at/essen/imprint/",
    "at/essen/services/",
    "at/essen/services/?q=pass",
    "at/essen/services/?q=xyzxyz",
    "at/essen/services/?doc=title&until=2026-01-01",
    "at/mainz/services/?doc=duldung&until=2026-12-24",
    "l/ABCDEFGH/wrong/",
    "no-such-page/",
]
ENDS = [
    ("bietigheim-bissingen", "walk_in"),
    ("kiel", "invitation"),
    ("potsdam", "request"),
    ("essen", "written"),
    ("mainz", "elsewhere"),
]


def paths_before(stack: Stack) -> list[str]:
    routed, several, season = (
        offering_of(stack, slug, "open") for slug in ("bietigheim-bissingen", "essen", "magdeburg")
    )
    closed = [offering_of(stack, slug, kind) for slug, kind in ENDS]
    return [
        *PATHS,
        *(f"offer/{pk}/" for pk in (*closed, routed, several, season)),
        f"offer/{several}/persons/",
        f"offer/{routed}/letters/?persons=1",
        f"offer/{several}/times/?persons=1",
        f"offer/{several}/receipt/?persons=1",
        f"offer/{season}/times/?persons=1",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_from_a_time_to_the_appointment(reader: Page, stack: Stack, language: str) -> None:
    inspector = Inspector(reader, stack, language)
    offering = offering_of(stack, "mainz", "open")
    inspector.go(f"offer/{offering}/times/?persons=1")
    inspector.press()  # nothing chosen
    inspector.take(3)
    inspector.press()  # nothing typed
    inspector.name()
    inspector.go("booking/by-phone/")
    inspector.go("booking/contact/")
    reader.fill("input[name=email]", "nobody")
    inspector.press()
    inspector.give_address()
    inspector.press()
    inspector.say_how_to_talk()
    inspector.ask_for_code()
    inspector.type_code("000000")
    inspector.type_code(code_in(stack.wait_for_mail(inspector.email)))
    inspector.booked_number()
