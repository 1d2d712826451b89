"""How long the program takes until it answers: one web process, and all that bin/run starts."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.bench import Bench, Room
from benchmarks.processes import Cpu, cpu_ms
from benchmarks.table import Goal, Row, median_cpu
from willkommen.address import HOST
from willkommen.mailserver import free_port
from willkommen.preparation import HERE

IMPORT = "start: importing the program"
WEB = "start: a web process until its first page"
FIRST_RUN = "start: bin/run the first time, packages installed, until the first page"
AGAIN = "start: bin/run the second time, until the first page"
PATIENCE = 300.0
# bin/run brings servers of its own; these would send it to ours.
NOT_TOLD = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PEPPER", "DEFAULT_FROM_EMAIL", "DEBUG")


def run(bench: Bench) -> Iterator[Row]:
    rounds = min(bench.pace.rounds, 3)
    if bench.wants(IMPORT):
        bench.say("importing the program")
        yield _row(IMPORT, [_import() for _ in range(rounds)])
    if bench.wants(WEB):
        with bench.database("starting") as url:
            bench.say("starting a web process")
            yield _row(WEB, [_web(bench, url) for _ in range(rounds)])
    if bench.wants(FIRST_RUN, AGAIN):
        bench.say("starting bin/run twice")
        yield from _bin_run(bench)


def _import() -> tuple[float, Cpu]:
    begun, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", "import willkommen.wsgi"], cwd=HERE, check=True)
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])  # of children that have ended
    return time.perf_counter() - begun, Cpu(web=used * 1000)


def _web(bench: Bench, url: str) -> tuple[float, Cpu]:
    """With one process, as the others start beside it; the page is asked for again and again."""
    begun = time.perf_counter()
    with bench.house.web("--workers", "1", waits=False, DATABASE_URL=url) as web:
        while not _answers(web.url):
            time.sleep(0.02)
        return time.perf_counter() - begun, Cpu(web=cpu_ms(web.pid))


def _answers(url: str) -> bool:
    headers = {"X-Forwarded-Proto": "https"}
    with (
        closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)) as connection,
        suppress(OSError),
    ):
        connection.request("GET", "/de/", headers=headers)
        return connection.getresponse().status == HTTPStatus.OK
    return False


def _bin_run(bench: Bench) -> Iterator[Row]:
    var = bench.house.var / "starting"
    shutil.rmtree(var, ignore_errors=True)
    first, *later = [_until_open(var) for _ in range(1 + min(bench.pace.rounds, 3))]
    shutil.rmtree(var, ignore_errors=True)
    yield Row(FIRST_RUN, "s", [first], also="with data from nothing; without fetching packages")
    yield Row(AGAIN, "s", later, goals=[Goal("s", max(later), most=10)])


def _until_open(var: Path) -> float:
    """Start it, wait for its own first page, stop it."""
    told = {name: value for name, value in os.environ.items() if name not in NOT_TOLD}
    port = free_port()
    told |= {"WILLKOMMEN_VAR": str(var), "PORT": str(port)}
    told.pop("WILLKOMMEN_BEGAN", None)
    begun = time.perf_counter()
    command = [str(HERE / "bin" / "run")]
    with subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            while not _answers(f"http://{HOST}:{port}"):
                if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                    raise RuntimeError("bin/run does not open")
                time.sleep(0.05)
            return time.perf_counter() - begun
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _row(name: str, taken: list[tuple[float, Cpu]]) -> Row:
    cpu = median_cpu([cpu for _seconds, cpu in taken])
    return Row(name, "s", [seconds for seconds, _cpu in taken], cpu)


ROOM = Room((IMPORT, WEB, FIRST_RUN, AGAIN), run)
