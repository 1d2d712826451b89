"""The made-up people and their mail server, in a process of their own: python -m benchmarks.crowd.

Reads one job per line on standard input, answers each with one line. Both are JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from benchmarks import crowds, rush
from benchmarks.mailbox import Mailbox, mailbox_at

Job = Callable[..., Awaitable[Any]]
JOBS: Mapping[str, Job] = {
    "book": crowds.book,
    "lockstep": crowds.lockstep,
    "bare": crowds.bare,
    "code": crowds.code,
    "race": rush.race,
    "release": rush.release,
}
LONGEST_JOB = 1_000_000


async def main(port: int) -> None:
    async with mailbox_at(port) as mailbox:
        jobs = asyncio.StreamReader(limit=LONGEST_JOB)
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(jobs), sys.stdin)
        while line := await jobs.readline():
            sys.stdout.write(json.dumps(await _answer(mailbox, json.loads(line))) + "\n")
            sys.stdout.flush()


async def _answer(mailbox: Mailbox, job: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"done": await JOBS[job.pop("job")](mailbox, **job)}
    except Exception as error:  # noqa: BLE001 - told to whoever gave the job
        return {"failed": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    _most, allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, allowed))
    asyncio.run(main(int(sys.argv[1])))
