"""A program that runs beside us: start it, ask after it, stop it with all it started."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import NoReturn

LARGEST_LOG = 5_000_000
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
# A signal has said that all is to stop.
_told = Event()


def interrupt(*_signal: object) -> NoReturn:
    """Handle a signal that stops everything: raise KeyboardInterrupt, now or after the fork.

    While a part is forked, Python drops what is raised here; Part.start raises it again.
    """
    _told.set()
    raise KeyboardInterrupt


class StartError(Exception):
    """Something cannot start; says why in a sentence for the person at the terminal."""


@dataclass
class Part:
    """One program. `uid` is who runs it, when that is not ourselves."""

    name: str
    command: list[str]
    log: Path
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    uid: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        _make_room(self.log)
        with self.log.open("ab") as log:
            # A preexec_fn, because only the child itself can ask to be told of our death.
            self.process = subprocess.Popen(  # noqa: S603
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=partial(_follow_into_death, os.getpid(), self.stop_signal),  # noqa: PLW1509
                umask=0o077,
                user=self.uid,
                group=self.uid,
                extra_groups=no_groups_for(self.uid),
            )
        if _told.is_set():
            raise KeyboardInterrupt

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def ended_with(self) -> str:
        code = self.process.poll() if self.process else None
        if code is None:
            return "not at all"
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name

    def last_words(self, lines: int = 12) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def wait(self, seconds: float) -> int | None:
        """Return its exit code, or None when it still runs after `seconds`."""
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(max(0.0, seconds)) if self.process else None
        return None

    def ask_to_stop(self) -> None:
        if self.process and self.is_running:
            self.process.send_signal(self.stop_signal)

    def end(self, deadline: float) -> None:
        """Wait until `deadline` for the program, then kill what is left of its group."""
        if self.process:
            self.wait(deadline - time.monotonic())
            self.kill_group()
            self.process.wait()

    def kill_group(self) -> None:
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def stop(parts: Iterable[Part], seconds: float = 10.0) -> None:
    """Stop parts that do not need each other, all at the same time."""
    leaving = list(parts)
    for part in leaving:
        part.ask_to_stop()
    deadline = time.monotonic() + seconds
    for part in leaving:
        part.end(deadline)


def no_groups_for(uid: int | None) -> list[str] | None:
    """Return the groups of a program run as `uid`: none; as ourselves: those we have."""
    return None if uid is None else []


def _follow_into_death(parent: int, last_signal: signal.Signals) -> None:
    if sys.platform != "linux":
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(last_signal))
    if os.getppid() != parent:
        os.kill(os.getpid(), last_signal)


def _make_room(log: Path) -> None:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
