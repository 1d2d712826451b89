"""People of the staff who press at the same moment: all wait at a gate, and are let go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

from django.db import connection

from booking.reservations import BusyError, ReservationError
from tests.booking.race import gate_shut

Verb = Callable[[], object]


def press_at_once(office: int, *verbs: Verb) -> Counter[str]:
    """What each of them was told; whoever is told to press once more does.

    All of them are at the office's lock before one may go on; verbs that do not ask for it simply
    begin together.
    """
    said: SimpleQueue[str] = SimpleQueue()
    threads = [Thread(target=_go, args=(verb, said)) for verb in verbs]
    with gate_shut(office):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(0.1)
    for thread in threads:
        thread.join()
    return Counter(said.get() for _ in threads)


def _go(verb: Verb, said: SimpleQueue[str]) -> None:
    try:
        said.put(pressed(verb))
    finally:
        connection.close()


def pressed(verb: Verb) -> str:
    """What somebody was told; whoever is told to press once more does."""
    while True:
        try:
            verb()
        except BusyError:
            continue
        except ReservationError as refusal:
            return type(refusal).__name__
        except Exception as error:  # noqa: BLE001 - an error page is an answer too
            return f"error page: {type(error).__name__}"
        return "done"
