"""A person's browser, as far as servers notice: cookies, forms, redirects, an own address."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import aiohttp

from benchmarks.page import Form, Page

MOST_REDIRECTS = 5
PATIENCE = 600.0  # seconds somebody goes on trying where a page asks them to come back
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """One request and what became of it; status 0 where no answer came."""

    step: str
    request: str
    status: int
    seconds: float

    @property
    def is_error(self) -> bool:
        broken = self.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return self.status == 0 or (broken and self.status != HTTPStatus.SERVICE_UNAVAILABLE)


Send = Callable[[], Awaitable[tuple[Answer, Page | str]]]
# Stands before every request and may let it wait.
Turn = Callable[[str, Send], Awaitable[tuple[Answer, Page | str]]]


async def at_once(_what: str, send: Send) -> tuple[Answer, Page | str]:
    return await send()


@dataclass
class Browser:
    """`address` is what the proxy tells of it."""

    connections: aiohttp.ClientSession
    url: str
    address: str
    turn: Turn = at_once
    answers: list[Answer] = field(default_factory=list)
    # From a press until the page stands there, redirects included.
    pages: list[tuple[str, float]] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    retry_after: float = 0.0

    async def open(self, step: str, path: str) -> Page:
        return await self._go(step, "GET", path)

    async def send(self, step: str, form: Form, **typed: str) -> Page:
        body = urlencode({**form.fields, **typed})
        if form.method == "GET":
            return await self._go(step, "GET", f"{form.action.partition('?')[0]}?{body}")
        return await self._go(step, "POST", form.action, body)

    async def _go(self, step: str, method: str, path: str, body: str = "") -> Page:
        begun = time.perf_counter()
        for _ in range(MOST_REDIRECTS):
            found = await self._patiently(step, method, path, body)
            if isinstance(found, Page):
                self.pages.append((step, time.perf_counter() - begun))
                return found
            method, path, body = "GET", found, ""
        raise RuntimeError(f"{step}: {path} leads in a circle")

    async def _patiently(self, step: str, method: str, path: str, body: str) -> Page | str:
        """Try again when the page says when; as somebody does who is told that many others come."""
        deadline = time.monotonic() + PATIENCE
        while True:
            found = await self._request(step, method, path, body)
            turned_away = isinstance(found, Page) and found.status == HTTPStatus.SERVICE_UNAVAILABLE
            if not turned_away or not self.retry_after or time.monotonic() > deadline:
                return found
            await asyncio.sleep(self.retry_after)

    async def _request(self, step: str, method: str, path: str, body: str) -> Page | str:
        what = f"{method} {urlsplit(path).path}"
        answer, found = await self.turn(what, lambda: self._ask(step, method, path, body))
        self.answers.append(answer)
        return found

    async def _ask(self, step: str, method: str, path: str, body: str) -> tuple[Answer, Page | str]:
        """Return what came back: a page, or the path to which it leads."""
        begun = time.perf_counter()
        what = f"{method} {urlsplit(path).path}"
        try:
            status, headers, text = await self._over_the_wire(method, path, body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            seconds = time.perf_counter() - begun
            return Answer(step, what, 0, seconds), Page(path, 0, f"{type(error).__name__}: {error}")
        answer = Answer(step, what, status, time.perf_counter() - begun)
        self.retry_after = float(headers.get("Retry-After", 0))
        if status in (HTTPStatus.FOUND, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.SEE_OTHER):
            return answer, urljoin(path, headers["Location"])
        return answer, Page(path, status, text)

    async def _over_the_wire(self, method: str, path: str, body: str) -> tuple[int, Any, str]:
        host = urlsplit(self.url).netloc
        headers = {
            "X-Forwarded-For": self.address,
            "X-Forwarded-Proto": "https",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if method == "POST":
            headers |= {"Origin": f"https://{host}", "Content-Type": FORM_TYPE}
        options: dict[str, Any] = {"data": body or None, "headers": headers}
        async with self.connections.request(
            method, f"{self.url}{path}", allow_redirects=False, **options
        ) as response:
            text = await response.text()
            self._keep(response.headers.getall("Set-Cookie", []))
            return response.status, response.headers, text

    def _keep(self, set_cookies: list[str]) -> None:
        for line in set_cookies:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def connections(people: int) -> aiohttp.ClientSession:
    """As many connections as people; cookies are each browser's own."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=people),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=90),
    )


def address_of(number: int) -> str:
    """Another one for each number up to sixteen millions."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
