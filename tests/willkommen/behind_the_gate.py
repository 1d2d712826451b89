"""A program that stands in for our pages behind the real gate. A server loads it, not a test.

Whoever asks for /de/stay/NAME/ stays inside until the test lets NAME go.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

from willkommen.gate.door import Door
from willkommen.gate.seat import Seat
from willkommen.gate.wsgi import Gate

FOLDER = Path(os.environ["FOLDER_OF_THE_TEST"])
LONGEST = 30.0

Environ = dict[str, Any]
django = get_wsgi_application()


def note(line: str) -> None:
    with (FOLDER / "log").open("a") as log:
        log.write(f"{line}\n")


class Told:
    """An answer in two pieces, that notes when it is read and when it is closed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __iter__(self) -> Iterator[bytes]:
        yield b"Goodbye, "
        note(f"{self.name} is told")
        yield self.name.encode()

    def close(self) -> None:
        note(f"{self.name} is done")


def stay(environ: Environ) -> Told:
    name = environ["PATH_INFO"].split("/")[3]
    note(f"{name} is in")
    deadline = time.monotonic() + LONGEST
    while not (FOLDER / f"{name} may go").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    return Told(name)


def line(environ: Environ) -> list[bytes]:
    return [str(gated.public.waiting).encode()]


def echo(environ: Environ) -> list[bytes]:
    return [environ["wsgi.input"].read()]


def session(environ: Environ) -> list[bytes]:
    """The number of the database's process that answers this request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), pg_sleep(0.02)")
        (number, _slept) = cursor.fetchone()
    return [str(number).encode()]


def fall(environ: Environ) -> list[bytes]:
    raise RuntimeError("This page falls.")


PAGES = {"stay": stay, "line": line, "echo": echo, "session": session, "fall": fall}


def program(environ: Environ, start_response: Callable[..., Any]) -> Any:
    page = PAGES.get(environ["PATH_INFO"].strip("/").partition("/")[2].partition("/")[0])
    if page is None:
        return django(environ, start_response)
    answer = page(environ)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return answer


gated = Gate(program, staff_seats=1, staff_places=2)
# However long a test takes on a busy machine, only the number of people counts.
gated.public = Door([Seat()], places=4, patience=1_000, longest_wait=60)
ungated = program
