"""The real program on a database of its own: web processes, workers, beat, sweep and mail."""

from __future__ import annotations

import email
import email.policy
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psycopg2
import redis
from psycopg2 import sql

from willkommen.surroundings import surroundings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0
DATABASE = "willkommen_journeys"


@dataclass
class Stack:
    """A running Willkommen: its address, its database and the mails it has sent."""

    url: str
    database_url: str
    var: Path
    _mails: dict[str, EmailMessage] = field(default_factory=dict, repr=False)

    @property
    def mailbox(self) -> Path:
        return self.var / "mail"

    def mails_to(self, address: str) -> list[EmailMessage]:
        """All mails that arrived for `address`, oldest first."""
        files = sorted(self.mailbox.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [mail for mail in map(self._read, files) if address in str(mail["To"])]

    def _read(self, file: Path) -> EmailMessage:
        """Each once: a long run has hundreds, and waits by looking again and again."""
        if file.name not in self._mails:
            written = file.read_bytes()
            self._mails[file.name] = email.message_from_bytes(written, policy=email.policy.default)
        return self._mails[file.name]

    def wait_for_mail(self, address: str, number: int = 1, seconds: float = 20) -> EmailMessage:
        """Wait for the `number`th mail to `address`; fail loudly when it does not come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            mails = self.mails_to(address)
            if len(mails) >= number:
                return mails[number - 1]
            time.sleep(0.1)
        raise AssertionError(f"mail {number} to {address} did not arrive in {seconds} s")

    def link_in(self, mail: EmailMessage) -> str:
        """The link in the person's own language, which stands first."""
        found = re.search(rf"{re.escape(self.url)}/\w+/l/\S+", text_of(mail))
        assert found, text_of(mail)
        return found[0]

    def rows(self, query: str, *values: object) -> list[tuple]:
        with self._cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def do(self, statement: str | sql.Composable, *values: object) -> None:
        with self._cursor() as cursor:
            cursor.execute(statement, values)

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        with closing(psycopg2.connect(self.database_url)) as connection, connection:
            yield connection.cursor()


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain",))
    assert part is not None
    return part.get_content()


def code_in(mail: EmailMessage) -> str:
    """The six digits, read as a person would: the only six-digit number in the text."""
    found = set(re.findall(r"(?<![\w/-])(\d{6})(?![\w/-])", text_of(mail)))
    assert len(found) == 1, f"expected one code, found {found}"
    return found.pop()


def fresh_database(url: str) -> str:
    """Make an empty database beside the one of `url`, and return its address."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    name = sql.Identifier(DATABASE)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(name))
    connection.close()
    path, question, options = url.partition("?")
    return path.rsplit("/", 1)[0] + "/" + DATABASE + question + options


def start(var: Path, *, port: int, web_workers: int) -> tuple[subprocess.Popen[bytes], Stack]:
    """Start what bin/run starts, on a database of its own, and wait until a page answers."""
    database = fresh_database(os.environ["DATABASE_URL"])
    redis.from_url(os.environ["REDIS_URL"]).flushdb()
    environment = {
        **{k: v for k, v in os.environ.items() if k not in NOT_INHERITED},
        "DATABASE_URL": database,
        "PORT": str(port),
        "WILLKOMMEN_VAR": str(var),
        "WEB_WORKERS": str(web_workers),
        "TRUSTED_PROXIES": "1",  # so that every phone can have an address of its own
    }
    command = [sys.executable, "-m", "willkommen.supervisor"]
    with (var / "supervisor.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    stack = Stack(f"http://127.0.0.1:{port}", database, var)
    _wait_until_ready(process, var / "supervisor.log")
    return process, stack


# A run makes these for itself; those of the test run would mix up two programs.
NOT_INHERITED = {"SECRET_KEY", "PEPPER", "BASE_URL", "EMAIL_URL", "MAILBOX_DIR", "STATIC_ROOT"}


def environment_of(stack: Stack) -> dict[str, str]:
    """What one more process of the same program needs."""
    made = surroundings(stack.var)
    trusted = {"DATABASE_URL": stack.database_url, "TRUSTED_PROXIES": "1"}
    return {**os.environ, **made, **trusted}


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        text = log.read_text(errors="replace")
        assert process.poll() is None, f"the program did not start:\n{text}"
        if "/dev/mail/" in text:  # the last thing it says when all is up
            return
        time.sleep(0.2)
    raise AssertionError(f"the program was not ready after {PATIENCE} s:\n{log.read_text()}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
