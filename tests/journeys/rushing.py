"""A house that is full: its database is slow, and more people stand before it than may wait."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

import psycopg2

from tests.journeys.stack import ROOT, Stack, environment_of
from tests.willkommen.house import Answer, ask, until
from willkommen import gate
from willkommen.mailserver import free_port

NAME_AT_DATABASE = "one_web_process"
# More than may wait: those who were sent away try again and take every place that gets free.
CROWD = gate.PLACES + 190
PAUSE = 0.4


@dataclass(frozen=True)
class WebProcess:
    """One more web process of a running Willkommen."""

    stack: Stack
    port: int

    def ask(self, path: str) -> Answer:
        return ask(self.port, path)

    @property
    def connections(self) -> int:
        query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
        return int(self.stack.rows(query, NAME_AT_DATABASE)[0][0])

    @property
    def waiting_for_database(self) -> int:
        query = """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name = %s AND wait_event_type = 'Lock'
        """
        return int(self.stack.rows(query, NAME_AT_DATABASE)[0][0])


@contextmanager
def one_web_process(stack: Stack) -> Iterator[WebProcess]:
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--blocking-threads", str(gate.THREADS), "--port", str(port)]
    command += ["--backlog", "4096", "--backpressure", "4096", "willkommen.wsgi:application"]
    environment = {**environment_of(stack), "PGAPPNAME": NAME_AT_DATABASE}
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        web = WebProcess(replace(stack, url=f"http://127.0.0.1:{port}"), port)
        until(lambda: answers(web))
        yield web
    finally:
        server.terminate()
        server.wait(30)


def answers(web: WebProcess) -> bool:
    try:
        return web.ask("/health/").status == 200
    except OSError:
        return False


@contextmanager
def rush(web: WebProcess, path: str) -> Iterator[None]:
    """Two people sit inside before a database that does not answer; the others want in too."""
    with slow_database(web.stack):
        inside = [threading.Thread(target=web.ask, args=[path]) for _ in range(gate.SEATS)]
        for person in inside:
            person.start()
        until(lambda: web.waiting_for_database == gate.SEATS)
        with crowd(web.port):
            until(lambda: web.ask("/de/").status == 503)
            yield
    for person in inside:
        person.join()


@contextmanager
def slow_database(stack: Stack) -> Iterator[None]:
    """Whoever asks for free times waits until this ends."""
    with closing(psycopg2.connect(stack.database_url)) as connection, connection.cursor() as cursor:
        cursor.execute("LOCK TABLE booking_reservation IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


@contextmanager
def crowd(port: int) -> Iterator[None]:
    """People who send something, which lets them into every place of the line."""
    over = threading.Event()
    crowding = threading.Thread(target=lambda: asyncio.run(_everybody(port, over)))
    crowding.start()
    try:
        yield
    finally:
        over.set()
        crowding.join()


async def _everybody(port: int, over: threading.Event) -> None:
    await asyncio.gather(*(_somebody(port, over) for _ in range(CROWD)))


async def _somebody(port: int, over: threading.Event) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while not over.is_set():
        writer.write(b"POST /de/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        await asyncio.sleep(PAUSE)
    writer.close()
