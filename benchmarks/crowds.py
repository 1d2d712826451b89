"""What crowds do: book one after the other or many at once, or all the same step at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from functools import partial
from itertools import count
from typing import Any

from benchmarks.booker import Booker
from benchmarks.browser import Browser, address_of, connections
from benchmarks.lockstep import Lockstep
from benchmarks.mailbox import Mailbox
from benchmarks.processes import Meter

# Nobody comes twice within one run: names, addresses and mail addresses are all their own.
_number = count(1)


async def book(
    mailbox: Mailbox, *, url: str, people: int, bookings: int, **matter: Any
) -> dict[str, Any]:
    """Let so many people at once book one appointment after the other."""
    async with connections(people) as wires:
        crowd = [_booker(mailbox, Browser(wires, url, ""), matter) for _ in range(bookings)]
        seconds = await _in_parallel(people, [booker.book for booker in crowd])
    return {"seconds": seconds, **_told([booker.browser for booker in crowd])}


async def lockstep(
    mailbox: Mailbox, *, url: str, people: int, roots: dict[str, list[int]], **matter: Any
) -> list[dict[str, Any]]:
    """Let everybody book and then move, all making the same request before anybody the next."""
    meter = Meter({part: tuple(pids) for part, pids in roots.items()})
    turns = Lockstep(people, meter)
    async with connections(1) as wires:
        crowd = [_booker(mailbox, Browser(wires, url, "", turns), matter) for _ in range(people)]

        async def whole(booker: Booker) -> None:
            await booker.book()
            await booker.move()

        try:
            await asyncio.gather(*map(whole, crowd))
        finally:
            turns.let_go()
    return [asdict(cost) for cost in turns.costs]


async def bare(_mailbox: Mailbox, *, url: str, people: int, bookings: int) -> dict[str, Any]:
    """The yardstick: list, form, one insert, confirmation."""
    async with connections(people) as wires:
        crowd = [Browser(wires, url, address_of(next(_number))) for _ in range(bookings)]

        async def walk(number: int, browser: Browser) -> None:
            page = await browser.open("list", "/de/")
            page = await browser.open("form", page.link(f"/{number % 32}/"))
            name = f"Beispiel {number}"
            page = await browser.send("booked", page.form(), name=name, email="a@post.example")
            if name not in page.text:
                raise RuntimeError(f"not booked: {page.path}")

        walks = [partial(walk, number, browser) for number, browser in enumerate(crowd)]
        seconds = await _in_parallel(people, walks)
    return {"seconds": seconds, **_told(crowd)}


async def code(mailbox: Mailbox, *, address: str) -> str:
    """For somebody who walks elsewhere: the code that was mailed there."""
    return await mailbox.code(mailbox.expect(address))


def _booker(mailbox: Mailbox, browser: Browser, matter: dict[str, Any]) -> Booker:
    number = next(_number)
    browser.address = address_of(number)
    return Booker(number, browser, mailbox, **matter)


async def _in_parallel(people: int, walks: Sequence[Callable[[], Awaitable[Any]]]) -> float:
    """Let at most so many walk at the same time; return how long all took."""
    free = asyncio.Semaphore(people)

    async def one(walk: Callable[[], Awaitable[Any]]) -> None:
        async with free:
            await walk()

    begun = time.perf_counter()
    await asyncio.gather(*map(one, walks))
    return time.perf_counter() - begun


def _told(browsers: list[Browser]) -> dict[str, Any]:
    return {
        "answers": [asdict(answer) for browser in browsers for answer in browser.answers],
        "pages": [page for browser in browsers for page in browser.pages],
    }
