"""Sending the crowd: starts their process, gives it jobs, takes what they have seen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from willkommen.preparation import HERE


class CrowdError(Exception):
    """Somebody could not walk their way; says where it ended."""


@dataclass(frozen=True)
class Crowd:
    process: subprocess.Popen[str]

    def do(self, job: str, **details: Any) -> Any:
        assert self.process.stdin and self.process.stdout  # noqa: S101, PT018
        self.process.stdin.write(json.dumps({"job": job, **details}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"failed": "they are gone"}')
        if "failed" in answer:
            raise CrowdError(f"{job}: {answer['failed']}")
        return answer["done"]


@contextmanager
def crowd(mail_port: int) -> Iterator[Crowd]:
    command = [sys.executable, "-m", "benchmarks.crowd", str(mail_port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=HERE, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603
        try:
            yield Crowd(process)
        finally:
            process.kill()
