"""Brokers, workers and sweeps of our own, to be stopped and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from django.conf import settings

from willkommen.embedded.programs import Programs
from willkommen.mailserver import free_port

PROGRAMS = Programs(Path(redis.__file__).parents[1])  # the folder of all installed packages


class Broker:
    """A Valkey for one test."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url, socket_timeout=2)
        self._process = subprocess.Popen(
            [PROGRAMS.valkey, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        wait_until(self.answers)

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False

    def hang(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def pause(self, *, seconds: float) -> None:
        self.hang()
        time.sleep(seconds)
        self._process.send_signal(signal.SIGCONT)

    def die(self) -> None:
        self._process.kill()
        self._process.wait()

    def waiting(self, queue: str) -> int:
        return int(self.client.llen(queue))


@contextmanager
def process(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of the house beside the test, in a process group that can be killed at once."""
    running = subprocess.Popen(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        kill(running)


def kill(running: subprocess.Popen[bytes]) -> None:
    """SIGKILL, to the process and its children: no chance to tidy up."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)
