"""How long a question takes: in the database, and for the program that asks.

Milliseconds swing with whatever else a machine does; CPU milliseconds of the database's own
process hardly do, so comparisons go by them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from django.db import connection

REPEATS = 100


@dataclass(frozen=True)
class Figure:
    """Milliseconds: medians of what PostgreSQL explains and of the clock; means of CPU time."""

    planning: float
    execution: float
    server_cpu: float
    python_cpu: float
    wall: float

    @property
    def database(self) -> float:
        return self.planning + self.execution

    @property
    def cpu(self) -> float:
        return self.server_cpu + self.python_cpu


def measure(question: Callable[[], Any]) -> Figure:
    """Let PostgreSQL explain the statement again and again, then ask it as the program does."""
    sql, params = _statement(question)
    plans = [_explained(sql, params) for _ in range(REPEATS)]
    database, python = database_cpu(), process_time()
    walls = [_wall(question) for _ in range(REPEATS)]
    return Figure(
        planning=median(plan["Planning Time"] for plan in plans),
        execution=median(plan["Execution Time"] for plan in plans),
        python_cpu=(process_time() - python) * 1000 / REPEATS,
        server_cpu=(database_cpu() - database) / REPEATS,
        wall=median(walls),
    )


def _statement(question: Callable[[], Any]) -> tuple[str, Any]:
    seen: list[tuple[str, Any]] = []

    def watch(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(watch):
        question()
    (only,) = seen
    return only


def _explained(sql: str, params: Any) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        (answer,) = cursor.fetchone()
    plan: dict[str, float] = (json.loads(answer) if isinstance(answer, str) else answer)[0]
    return plan


def _wall(question: Callable[[], Any]) -> float:
    begin = perf_counter()
    question()
    return (perf_counter() - begin) * 1000


def database_cpu() -> float:
    """Milliseconds the server's process of this connection has run (both on one machine)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
