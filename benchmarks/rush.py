"""Everybody comes at the same moment: for one start, or for whatever the office has just opened."""

from __future__ import annotations

import asyncio
import time
from dataclasses import asdict
from itertools import count
from random import Random
from typing import Any

from benchmarks.browser import Browser, address_of, connections
from benchmarks.mailbox import Mailbox
from benchmarks.page import Page, ReadError

HELD, TAKEN, NOTHING, ERROR = "held", "taken", "nothing free", "error"
REFUSED = 409
# Others than those of whoever books in the same run.
_number = count(1 << 20)


async def race(_mailbox: Mailbox, *, url: str, path: str, people: int, nth: int) -> dict[str, Any]:
    """Let all open the page of free times, then press the `nth` of them at the same moment."""
    async with connections(people) as wires:
        crowd = [_browser(wires, url) for _ in range(people)]
        pages = await asyncio.gather(*(browser.open("times", path) for browser in crowd))
        start = pages[0].form().starts[nth]
        for browser in crowd:
            browser.answers.clear()
            browser.pages.clear()

        async def press(browser: Browser, page: Page) -> str:
            return _outcome(await browser.send("press", page.form(), start=start))

        begun = time.perf_counter()
        outcomes = await asyncio.gather(*map(press, crowd, pages))
        return {"start": start, **_told(crowd, outcomes, time.perf_counter() - begun)}


async def release(_mailbox: Mailbox, *, url: str, path: str, people: int) -> dict[str, Any]:
    """Let all come at once, press, and press again, until they hold a time or none is free."""
    async with connections(people) as wires:
        crowd = [_browser(wires, url) for _ in range(people)]
        begun = time.perf_counter()
        outcomes = await asyncio.gather(*(_until_told(browser, path) for browser in crowd))
        return _told(crowd, outcomes, time.perf_counter() - begun)


async def _until_told(browser: Browser, path: str) -> str:
    draw = Random(browser.address)  # noqa: S311 - the same choices in every run
    page = await browser.open("times", path)
    while (outcome := _outcome(page)) == TAKEN:
        form = page.form()
        page = await browser.send("press", form, start=draw.choice(form.starts))
    return outcome


def _outcome(page: Page) -> str:
    """What a person makes of the page: a time is theirs, choose another, or none is free."""
    if "/booking/" in page.path:
        return HELD
    if page.status not in (200, REFUSED):
        return ERROR
    try:
        return TAKEN if page.form().starts else NOTHING
    except ReadError:
        return NOTHING if page.text else ERROR


def _browser(wires: Any, url: str) -> Browser:
    return Browser(wires, url, address_of(next(_number)))


def _told(crowd: list[Browser], outcomes: list[str], seconds: float) -> dict[str, Any]:
    return {
        "seconds": seconds,
        "outcomes": outcomes,
        "answers": [asdict(answer) for browser in crowd for answer in browser.answers],
        "errors": sum(answer.is_error for browser in crowd for answer in browser.answers),
    }
