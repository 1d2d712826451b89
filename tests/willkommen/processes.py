"""What runs on this machine because of us."""

import os
import time
from pathlib import Path


def processes_below(folder: Path) -> list[int]:
    """Return the ids of running programs that were told this folder, but not ours."""
    told = os.fsencode(folder)
    entries = Path("/proc").glob("[0-9]*")
    return [int(entry.name) for entry in entries if told in _words(entry)]


def wait_until_gone(folder: Path, seconds: float = 30.0) -> list[int]:
    """Return those that are still there after `seconds`."""
    deadline = time.monotonic() + seconds
    while (left := processes_below(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _words(entry: Path) -> bytes:
    """Return command line and environment; nothing for a process that has just ended."""
    try:
        return (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
    except OSError:
        return b""
