"""Where the pages answer: a port nobody has, kept for us, and the wait for the first page."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from willkommen.parts import Part, StartError

HOST = "127.0.0.1"
USUAL_PORT = 8000
PATIENCE = 90.0


@dataclass(frozen=True)
class Address:
    port: int
    host: str = HOST

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def reserved(environment: Mapping[str, str]) -> Iterator[Address]:
    """Keep PORT, or the first free port from 8000 on when no PORT is given."""
    wanted = environment.get("PORT", "")
    ports = [_number(wanted)] if wanted else range(USUAL_PORT, USUAL_PORT + 100)
    for port in ports:
        with socket.socket(socket.AF_UNIX) as claim:
            if _claimed(claim, port) and _is_free(port):
                yield Address(port)
                return
    raise StartError(f"Port {wanted or USUAL_PORT} is taken. Choose another: PORT=8080 bin/run")


def wait_for_page(url: str, web: Part) -> None:
    """Return when `url` answers; say what is wrong when the server ends, fails or keeps silent."""
    deadline = time.monotonic() + PATIENCE
    while (status := _status(url)) != HTTPStatus.OK:
        given_up = status == HTTPStatus.INTERNAL_SERVER_ERROR or time.monotonic() > deadline
        if given_up or not web.is_running:
            raise StartError(f"{url} does not answer. Last words:\n{web.last_words()}")
        time.sleep(0.1)


def _number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:  # noqa: PLR2004
        return int(text)
    raise StartError(f"PORT must be a number from 1 to 65535, and it is “{text}”.")


def _claimed(claim: socket.socket, port: int) -> bool:
    """Let no second bin/run choose this port before our web server opens it."""
    try:
        claim.bind(f"\0willkommen-{port}")  # a name in memory that goes with this process
    except OSError:
        return False
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _status(url: str) -> int | None:
    try:
        with urllib.request.urlopen(url, timeout=10) as page:  # noqa: S310
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None
