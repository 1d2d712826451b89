"""A real server with a program behind the gate, and people who come to it."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from willkommen.mailserver import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
FORM = "application/x-www-form-urlencoded"
NAME_AT_DATABASE = "behind_the_gate"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


def ask(
    port: int, path: str, *, body: str = "", method: str = "", kind: str = FORM, **headers: str
) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        named["Content-Type"] = kind
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method or ("POST" if body else "GET"), path, body.encode(), named)
        response = connection.getresponse()
        text = response.read().decode()
    found = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, found, text)


@dataclass
class House:
    """One server process; `come` asks from a thread of its own, as a browser would."""

    folder: Path
    port: int
    people: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(100))

    def ask(self, path: str, **how: str) -> Answer:
        return ask(self.port, path, **how)

    def come(self, path: str, **how: str) -> Future[Answer]:
        return self.people.submit(self.ask, path, **how)

    def let_go(self, *names: str) -> None:
        for name in names:
            (self.folder / f"{name} may go").touch()

    @property
    def log(self) -> list[str]:
        log = self.folder / "log"
        return log.read_text().splitlines() if log.exists() else []

    def wait_for(self, line: str) -> None:
        until(lambda: line in self.log)

    def wait_for_line(self, waiting: int) -> None:
        until(lambda: self.ask("/admin/line/").text == str(waiting))

    def fill(self) -> list[Future[Answer]]:
        """Amal sits inside, three people wait: whoever only wants to look is one too many."""
        first = self.come("/de/stay/Amal/")
        self.wait_for("Amal is in")
        waiting = []
        for number, name in enumerate(("Bashir", "Chiara", "Dilara"), start=1):
            waiting.append(self.come(f"/de/stay/{name}/"))
            self.wait_for_line(number)
        return [first, *waiting]

    def clear(self) -> None:
        self.let_go("Amal", "Bashir", "Chiara", "Dilara")


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def opened(folder: Path, *, application: str, threads: int) -> Iterator[House]:
    house = House(folder, free_port())
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--port", str(house.port), "--blocking-threads", str(threads)]
    environment = {
        **os.environ,
        "FOLDER_OF_THE_TEST": str(folder),
        "PGAPPNAME": NAME_AT_DATABASE,
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    target = f"tests.willkommen.behind_the_gate:{application}"
    server = subprocess.Popen([*command, target], cwd=ROOT, env=environment)
    try:
        until(lambda: _answers(house))
        yield house
    finally:
        house.clear()
        house.people.shutdown()
        server.terminate()
        server.wait(PATIENCE)


def _answers(house: House) -> bool:
    try:
        return house.ask("/admin/line/").status == 200
    except OSError:
        return False
