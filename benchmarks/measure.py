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

from benchmarks.processes import Cpu

Question = Callable[[], Any]
WARM = 5


@dataclass(frozen=True)
class Figure:
    """Milliseconds: medians of what PostgreSQL explains and of the clock; means of CPU time."""

    planning: float
    execution: float
    cpu: Cpu
    wall: float

    @property
    def database(self) -> float:
        return self.planning + self.execution


def measure(question: Question, repeats: int) -> Figure:
    """Let PostgreSQL explain the statement again and again, then ask it as the program does."""
    for _ in range(WARM):
        question()
    sql, params = only_statement(question)
    plans = [explained(sql, params, "TIMING OFF") for _ in range(repeats)]
    database, program = database_cpu(), process_time()
    walls = [_wall(question) for _ in range(repeats)]
    return Figure(
        planning=median(plan["Planning Time"] for plan in plans),
        execution=median(plan["Execution Time"] for plan in plans),
        cpu=Cpu(
            web=(process_time() - program) * 1000 / repeats,
            database=(database_cpu() - database) / repeats,
        ),
        wall=median(walls),
    )


def statements(question: Question) -> list[tuple[str, Any]]:
    """What it asks of the database."""
    seen: list[tuple[str, Any]] = []

    def watch(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(watch):
        question()
    return seen


def only_statement(question: Question) -> tuple[str, Any]:
    (only,) = statements(question)
    return only


def explained(sql: str, params: Any, *options: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({', '.join(('ANALYZE', *options, 'FORMAT JSON'))}) {sql}", params)
        (answer,) = cursor.fetchone()
    plan: dict[str, Any] = (json.loads(answer) if isinstance(answer, str) else answer)[0]
    return plan


def _wall(question: Question) -> float:
    begin = perf_counter()
    question()
    return (perf_counter() - begin) * 1000


def database_cpu() -> float:
    """Milliseconds the server's process of this connection has run (both on one machine)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
