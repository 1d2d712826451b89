"""Many people press at the same moment for the same start, through the real pages.

Twelve web processes with two people inside each; the test holds the calendar's lock until their
transactions stand in line, so that the rush is one, and pg_stat_activity shows it.
"""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import psycopg2
import pytest

from tests.connections import OTHERS
from tests.journeys.phones import some_address
from tests.journeys.stack import ROOT, Stack, environment_of
from willkommen.gate.seat import RESTED
from willkommen.mailserver import free_port

pytestmark = pytest.mark.browser
PROCESSES = 12
PEOPLE = 40
IN_LINE = 16
TAKEN, REFUSED = 302, 409


@pytest.fixture(scope="module")
def crowded(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of twelve more web processes of the same program."""
    port, said = free_port(), tmp_path_factory.mktemp("crowded") / "said"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--port", str(port), "--workers", str(PROCESSES), "--blocking-threads", "8"]
    command += ["--backlog", "1024", "willkommen.wsgi:application"]
    with said.open("w") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment_of(stack), stdout=log, stderr=log
        )
    wait_for_all(said)
    yield port
    server.terminate()
    server.wait(30)


def wait_for_all(said: Path) -> None:
    """Who comes earlier stands before few processes; and one that is still starting cannot stop."""
    deadline = time.monotonic() + 180
    while said.read_text().count("Started worker") < PROCESSES:
        assert time.monotonic() < deadline, said.read_text()
        time.sleep(0.2)


class Person:
    """Somebody with a browser, told by plain HTTP."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.headers = {"X-Forwarded-For": some_address()}

    def look(self) -> list[datetime]:
        """Open the page of free times, as everybody does before pressing; return them."""
        response, page = self._ask("GET")
        assert response.status == 200, response.status
        self.headers["Cookie"] = response.headers["Set-Cookie"].partition(";")[0]
        (self.token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        found = re.findall(r'name="start" value="([^"]+)"', page)
        return sorted(datetime.fromisoformat(start) for start in found)

    def press(self, start: datetime) -> int:
        form = {"csrfmiddlewaretoken": self.token, "start": start.isoformat()}
        response, _page = self._ask("POST", urlencode(form))
        return response.status

    def _ask(self, method: str, body: str = "") -> tuple[http.client.HTTPResponse, str]:
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, self.path, body, headers)
        response = connection.getresponse()
        page = response.read().decode()
        connection.close()
        return response, page


def rush(stack: Stack, port: int, offering: int, start: datetime) -> tuple[Counter[int], int]:
    """Let forty people press for `start`; count the answers, and who stood in line at once."""
    people = [Person(port, times_path(offering)) for _ in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as crowd:
        list(crowd.map(Person.look, people))
        with calendar_kept(stack, offering, start) as let_go:
            answers = [crowd.submit(person.press, start) for person in people]
            in_line = most_in_line(stack)
            let_go()
        return Counter(answer.result() for answer in answers), in_line


@contextmanager
def calendar_kept(stack: Stack, offering: int, start: datetime) -> Iterator:
    """Hold the lock of that day of the office until `let_go` is called."""
    ((office,),) = stack.rows("SELECT office_id FROM offices_offering WHERE id = %s", offering)
    connection = psycopg2.connect(stack.database_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        day = start.astimezone(ZoneInfo("Europe/Berlin")).date()
        cursor.execute("SELECT pg_catalog.pg_advisory_lock(%s, %s)", [office, day.toordinal()])
        yield lambda: cursor.execute("SELECT pg_catalog.pg_advisory_unlock_all()")
    connection.close()


def most_in_line(stack: Stack, seconds: float = 2.5) -> int:
    """The largest number of transactions seen open at one moment, in pg_stat_activity."""
    query = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
    """
    most, deadline = 0, time.monotonic() + seconds
    while most < IN_LINE and time.monotonic() < deadline:
        most = max(most, stack.rows(query)[0][0])
    return most


@pytest.fixture
def counter(stack: Stack) -> int:
    """An offering that one desk of Deggendorf serves, and its desk."""
    query = """
        SELECT o.id FROM offices_offering o JOIN offices_office f ON f.id = o.office_id
        JOIN offices_servicetype s ON s.id = o.service_id
        WHERE f.slug = 'deggendorf-landratsamt' AND s.slug = 'eat-collection'
    """
    return stack.rows(query)[0][0]


def serve_at(stack: Stack, offering: int, desks: int) -> None:
    """Give the offering as many desks."""
    there = stack.rows(
        "SELECT count(*) FROM offices_offering_desks WHERE offering_id = %s", offering
    )[0][0]
    for number in range(there, desks):
        stack.do(
            """
            WITH desk AS (
              INSERT INTO offices_desk (confidence, source, label, position, office_id)
              SELECT 'demo', '', 'Zusatz ' || %s, 50, office_id FROM offices_offering WHERE id = %s
              RETURNING id)
            INSERT INTO offices_offering_desks (offering_id, desk_id) SELECT %s, id FROM desk
            """,
            number,
            offering,
            offering,
        )


@pytest.mark.parametrize("desks", [1, 5, 10])
def test_as_many_win_as_there_are_desks(
    stack: Stack, crowded: int, counter: int, desks: int
) -> None:
    serve_at(stack, counter, desks)
    start = a_start(crowded, counter, number=desks)

    answers, in_line = rush(stack, crowded, counter, start)

    assert answers == {TAKEN: desks, REFUSED: PEOPLE - desks}
    assert in_line >= IN_LINE
    assert holds_at(stack, start) == [1] * desks


def test_without_lock_and_constraint_more_win_than_there_are_desks(
    stack: Stack, crowded: int, counter: int
) -> None:
    """The control: the same rush, with what guards it taken away in the database."""
    serve_at(stack, counter, 10)
    start = a_start(crowded, counter, number=12)

    with unguarded(stack):
        answers, _in_line = rush(stack, crowded, counter, start)

    assert answers[TAKEN] > 10


def a_start(port: int, offering: int, *, number: int) -> datetime:
    """The `number`th free start on the page; a whole day has more than twelve."""
    return Person(port, times_path(offering)).look()[number]


def times_path(offering: int) -> str:
    return f"/de/offer/{offering}/times/?persons=1"


def holds_at(stack: Stack, start: datetime) -> list[int]:
    """How many live reservations each desk has at `start`."""
    query = """
        SELECT count(*) FROM booking_reservation
        WHERE lower(during) = %s AND status = 'held' GROUP BY desk_id
    """
    return [row[0] for row in stack.rows(query, start)]


@contextmanager
def unguarded(stack: Stack) -> Iterator[None]:
    """Take away the constraint, and put functions that lock nothing before the real ones."""
    name = "booking_desk_is_never_taken_twice"
    query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
    ((definition,),) = stack.rows(query, name)
    stack.do(f"ALTER TABLE booking_reservation DROP CONSTRAINT {name}")
    stack.do(NO_LOCKS)
    connect_anew(stack)
    yield
    stack.do(LOCKS_AGAIN)
    stack.do("TRUNCATE booking_reservation CASCADE")  # with all bookings
    stack.do(f"ALTER TABLE booking_reservation ADD CONSTRAINT {name} {definition}")
    connect_anew(stack)


def connect_anew(stack: Stack) -> None:
    """End all connections, and let the seats rest until they look whether theirs is there."""
    stack.do(OTHERS)
    time.sleep(RESTED + 0.1)


# Between looking and writing everybody waits a little, as on a slower machine.
NO_LOCKS = """
CREATE SCHEMA unguarded;
CREATE FUNCTION unguarded.pg_advisory_xact_lock(int, int) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION unguarded.slowly() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END';
CREATE TRIGGER slowly BEFORE INSERT ON booking_reservation
  FOR EACH ROW EXECUTE FUNCTION unguarded.slowly();
ALTER DATABASE willkommen_journeys SET search_path = unguarded, pg_catalog, public;
"""
LOCKS_AGAIN = """
ALTER DATABASE willkommen_journeys RESET search_path;
DROP SCHEMA unguarded CASCADE;
"""
