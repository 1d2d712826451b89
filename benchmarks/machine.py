"""On what it was measured, and with what: printed with every table."""

from __future__ import annotations

import os
import platform
import subprocess
from hashlib import sha256
from pathlib import Path

import django
from django.db import connection

HERE = Path(__file__).parent
ROOT = HERE.parent
YARDSTICKS = (*sorted((HERE / "yardsticks").rglob("*.[phs]*")), HERE / "load.lua")


def machine() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": _after("/proc/cpuinfo", "model name"),
        "memory": f"{int(_after('/proc/meminfo', 'MemTotal').split()[0]) / 1e6:.0f} GB",
        "kernel": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "PostgreSQL": postgres,
        "Willkommen": _commit(),
    }


def load_average() -> str:
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def yardsticks() -> dict[str, str]:
    """The fingerprint of each source that we are measured against: they must stay as they are."""
    return {
        str(file.relative_to(HERE)): sha256(file.read_bytes()).hexdigest()
        for file in YARDSTICKS
        if file.is_file() and file.suffix in {".py", ".html", ".sql", ".lua"}
    }


def _after(file: str, word: str) -> str:
    lines = Path(file).read_text().splitlines()
    return next((x.partition(":")[2].strip() for x in lines if x.startswith(word)), "unknown")


def _commit() -> str:
    command = ["/usr/bin/env", "git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return found.stdout.strip() or "unknown"
