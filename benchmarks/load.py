"""Pages asked for by wrk, a program of its own, as fast as they are answered."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).with_name("load.lua")
CONNECTIONS = 8


class LoadError(Exception):
    """A page answered wrongly, so that its speed means nothing."""


@dataclass(frozen=True)
class Burst:
    """What came back in one go; milliseconds."""

    answers: int
    seconds: float
    p50: float
    p95: float
    longest: float

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


def ask(url: str, *paths: str, seconds: int, encodings: str = "") -> Burst:
    """Ask for the paths in turn over eight connections; every answer must be a page."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS)]
    command += ["--duration", f"{seconds}s", "--timeout", "20s", "--script", str(SCRIPT)]
    command += [*_headers(url, encodings), url, "--", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    said = json.loads(done.stderr.strip().splitlines()[-1])
    if said.pop("failed"):
        raise LoadError(f"{url}{paths[0]} did not always answer with a page: {done.stdout}")
    return Burst(**said)


def _headers(url: str, encodings: str) -> list[str]:
    """As the proxy in front of us sends them."""
    host = urlsplit(url).netloc
    said = {"X-Forwarded-Proto": "https", "Host": host, "Accept-Encoding": encodings}
    return [f"--header={name}: {value}" for name, value in said.items() if value]
