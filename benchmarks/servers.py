"""The program as it runs in production, as often as rows need it, each on a database it is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import wait_until_quiet
from willkommen.address import HOST, wait_for_page
from willkommen.mailserver import free_port
from willkommen.parts import Part, stop
from willkommen.preparation import HERE
from willkommen.supervisor import WEB, WORKER

OURS = "willkommen.wsgi:application"
# Without a word for so long, all processes have read the program and wait for somebody.
QUIET_SECONDS, QUIET_MS, PATIENCE = 0.4, 15.0, 60.0


@dataclass(frozen=True)
class Web:
    """A running web server."""

    part: Part
    url: str

    @property
    def pid(self) -> int:
        assert self.part.process is not None  # noqa: S101
        return self.part.process.pid


@dataclass(frozen=True)
class House:
    """Starts parts; everything they are told lies in `environment`."""

    var: Path
    environment: Mapping[str, str]

    @contextmanager
    def web(
        self,
        *flags: str,
        application: str = OURS,
        health: str = "/health/",
        waits: bool = True,
        **differently: str,
    ) -> Iterator[Web]:
        """Serve with the flags of production; those given come later and win."""
        port = free_port()
        name = f"web-{application.partition(':')[0]}-{port}"
        command = [sys.executable, "-m", "granian", *WEB, "--host", HOST, "--port", str(port)]
        part = self._part(name, [*command, *flags, application], differently)
        part.start()
        try:
            web = Web(part, f"http://{HOST}:{port}")
            if waits:
                wait_for_page(f"{web.url}{health}", part)
                _wait_until_started(web.pid)
            yield web
        finally:
            stop([part])

    @contextmanager
    def workers(self, **differently: str) -> Iterator[tuple[int, ...]]:
        """Whoever delivers mail: the two workers and the sweep. Yields their process ids."""
        celery = [sys.executable, "-m", "celery", "--quiet", "--app", "willkommen.celery:app"]
        queues = [
            [*celery, "worker", *WORKER, "--queues", queue, "--hostname", f"{queue}@bench"]
            for queue in ("codes", "mail")
        ]
        commands = [*queues, [sys.executable, "manage.py", "sweep"]]
        names = ("codes", "mail", "sweep")
        parts = [
            self._part(name, command, differently)
            for name, command in zip(names, commands, strict=True)
        ]
        for part in parts:
            part.start()
        try:
            pids = tuple(part.process.pid for part in parts if part.process)
            for pid in pids:
                _wait_until_started(pid)
            yield pids
        finally:
            stop(parts)

    def _part(self, name: str, command: Sequence[str], differently: Mapping[str, str]) -> Part:
        told = {**os.environ, **self.environment, **differently}
        return Part(name, list(command), self.var / "log" / f"{name}.log", told, HERE)


def _wait_until_started(pid: int) -> None:
    wait_until_quiet([pid], seconds=QUIET_SECONDS, ms=QUIET_MS, patience=PATIENCE, since=QUIET_MS)
