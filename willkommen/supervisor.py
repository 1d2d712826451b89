"""What bin/run becomes: starts every part, watches them, and stops them in order."""

import os
import signal
import sys
import textwrap
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from willkommen import embedded, gate
from willkommen.address import Address, reserved, wait_for_page
from willkommen.mailserver import free_port
from willkommen.parts import Part, StartError, interrupt, stop
from willkommen.preparation import HERE, Preparation
from willkommen.surroundings import surroundings

# What somebody may give from outside; everything else of a run is made by the run.
GIVEN = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PEPPER", "DEFAULT_FROM_EMAIL", "DEBUG"),
    "TOTP_GRACE_DAYS",
)
WEB = (
    *("--interface", "wsgi", "--no-ws", "--blocking-threads", str(gate.THREADS)),
    # A process that is told to stop while it still loads the program does not hear it.
    *("--workers-kill-timeout", "8"),
    # Connections that may stand before a process; the gate decides what becomes of them.
    *("--backlog", "4096", "--backpressure", "4096"),
    *("--workers", os.environ.get("WEB_WORKERS") or "2", "--respawn-failed-workers"),
)
WORKER = (
    *("--concurrency", "1", "--loglevel", "INFO"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_PAUSE = 60.0
# A part that ran this long had started well: its next pause is the shortest again.
RAN_WELL = 60.0
BLINK = 0.3
# When bin/run was pressed, so that the seconds said count the virtual environment too.
BEGAN = float(os.environ.get("WILLKOMMEN_BEGAN") or time.time())


def say(line: str) -> None:
    print(f"[{time.time() - BEGAN:6.1f} s] {line}", flush=True)  # noqa: T201


@dataclass
class Watched:
    """A part that is started again when it ends, after growing pauses."""

    part: Part
    failures: int = 0
    started_at: float = field(default_factory=time.monotonic)
    due_at: float | None = None

    def look(self, now: float) -> None:
        if self.due_at is None and not self.part.is_running:
            self._plan(now)
        elif self.due_at is not None and now >= self.due_at:
            self.part.start()
            self.started_at, self.due_at = now, None

    def _plan(self, now: float) -> None:
        ran_well = now - self.started_at > RAN_WELL
        self.failures = 1 if ran_well else self.failures + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self.failures - 1))
        self.due_at = now + pause
        ending = self.part.ended_with
        self.part.kill_group()
        say(f"{self.part.name} ended ({ending}) and starts again in {pause:.0f} s: {self.part.log}")


class Run:
    """Everything one bin/run starts, in layers: the later need the earlier."""

    def __init__(self, var: Path, address: Address) -> None:
        self.var = var
        self.address = address
        self.mail_port = free_port()
        self.layers: list[list[Watched]] = []

    def start(self) -> None:
        environment = self._environment()
        knows_database = self._start_servers(environment)
        Preparation(self.var, environment, say).run(knows_database=knows_database)
        parts = {
            name: Part(name, command, self.var / "log" / f"{name}.log", environment, HERE)
            for name, command in self._commands().items()
        }
        self._start_layer([parts.pop("mailbox")])
        self._start_web(parts.pop("web"))
        self._start_layer(list(parts.values()))

    def watch(self) -> NoReturn:
        """Never return; a signal ends it."""
        while True:
            now = time.monotonic()
            for watched in (one for layer in self.layers for one in layer):
                watched.look(now)
            time.sleep(BLINK)

    def stop(self) -> None:
        for layer in reversed(self.layers):
            stop(watched.part for watched in layer)

    def _environment(self) -> dict[str, str]:
        made = surroundings(self.var, port=self.address.port, mail_port=self.mail_port)
        given = {name: os.environ[name] for name in GIVEN if os.environ.get(name)}
        return {**os.environ, **made, **given}

    def _start_servers(self, environment: dict[str, str]) -> bool:
        """Start what no address was given for; tell whether its database is an old one of ours."""
        missing = [name for name in embedded.ALL if not os.environ.get(name)]
        if not missing:
            return False
        servers = embedded.lay_out(self.var)
        is_old = not servers.is_new
        self.layers.append([Watched(servers.parts[name]) for name in missing])
        environment.update(servers.start(missing))
        say(f"{' and '.join(servers.parts[name].name for name in missing)} answer")
        return is_old and "DATABASE_URL" in missing

    def _start_layer(self, parts: list[Part]) -> None:
        self.layers.append([Watched(part) for part in parts])
        for part in parts:
            part.start()

    def _start_web(self, web: Part) -> None:
        self._start_layer([web])
        wait_for_page(f"{self.address.url}/de/", web)
        say("the first page answers")

    def _commands(self) -> dict[str, list[str]]:
        """Return what each part of ours is started with, in the order of the start."""
        python = sys.executable
        mailbox = [python, "-m", "willkommen.mailserver"]
        celery = [python, "-m", "celery", "--quiet", "--app", "willkommen.celery:app"]
        worker = [*celery, "worker", *WORKER]
        beat = [*celery, "beat", "--schedule", str(self.var / "beat"), "--pidfile="]
        web = [python, "-m", "granian", *WEB, "--port", str(self.address.port)]
        return {
            "mailbox": [*mailbox, str(self.var / "mail"), str(self.mail_port)],
            "web": [*web, "--host", self.address.host, "willkommen.wsgi:application"],
            "codes": [*worker, "--queues", "codes", "--hostname", "codes@%h"],
            "mail": [*worker, "--queues", "mail", "--hostname", "mail@%h"],
            "beat": [*beat, "--loglevel", "INFO"],
            "sweep": [python, "manage.py", "sweep"],
        }


def summary(run: Run) -> str:
    logins = run.var / "logins.txt"
    known = logins.read_text().strip() if logins.exists() else "none yet"
    url = run.address.url
    return f"""
  Willkommen is open:  {url}/de/
  Staff pages:         {url}/admin/
  Local mailbox:       {url}/dev/mail/

  Logins (kept in {logins}):
{textwrap.indent(known, "    ")}

  Data and logs: {run.var}. Stop with Ctrl-C.
"""


def main() -> int:
    for last in SIGNALS:
        signal.signal(last, interrupt)
    var = Path(os.environ.get("WILLKOMMEN_VAR") or HERE / "var").absolute()
    try:
        with embedded.alone_in(var), reserved(os.environ) as address:
            return _open(Run(var, address))
    except StartError as refusal:
        return _refuse(refusal)


def _open(run: Run) -> int:
    try:
        run.start()
        print(summary(run), flush=True)  # noqa: T201
        run.watch()
    except StartError as refusal:
        return _refuse(refusal)
    except KeyboardInterrupt:
        return 0
    finally:
        _hold_signals()
        say("stopping")
        run.stop()
        say("stopped")


def _refuse(refusal: StartError) -> int:
    print(f"\n{refusal}\n", file=sys.stderr, flush=True)  # noqa: T201
    return 1


def _hold_signals() -> None:
    """Let nothing break off the stopping; it takes seconds and ends by itself."""
    for last in SIGNALS:
        signal.signal(last, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
