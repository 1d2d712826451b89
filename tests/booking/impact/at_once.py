"""Several who press at the same moment, again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from queue import SimpleQueue
from threading import Barrier, Thread

from django.db import connection


def all_at_once(*verbs: Callable[[], object], times: int = 12) -> Counter[str]:
    """Everybody presses so many times; what each was told, deadlocks too."""
    ready, said = Barrier(len(verbs)), SimpleQueue()

    def go(verb: Callable[[], object]) -> None:
        try:
            for _ in range(times):
                ready.wait()
                said.put(_said(verb))
        finally:
            connection.close()

    threads = [Thread(target=go, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(said.get() for _ in range(said.qsize()))


def _said(verb: Callable[[], object]) -> str:
    try:
        verb()
    except Exception as error:  # noqa: BLE001 - a deadlock is an answer too
        return type(error).__name__
    return "done"
