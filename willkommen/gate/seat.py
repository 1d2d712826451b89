"""A seat inside Django: one request at a time, in whichever thread, on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A connection that has just answered is there: before that is asked, it has rested for so long.
RESTED = 1.0


class Seat:
    """Keeps the database connection that Django would otherwise open for every thread.

    So there are never more connections than seats, however many threads the server has, and what
    was prepared on a connection is used by all of them.
    """

    def __init__(self) -> None:
        self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
        self._connection.inc_thread_sharing()
        self._connection.execute_wrappers.append(self._note_answer)
        self._answered = 0.0

    def serve(
        self,
        application: WSGIApplication,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> list[bytes]:
        """Answer the request to its last byte, so that no slow reader keeps the seat."""
        connections[DEFAULT_DB_ALIAS] = self._connection
        is_wished = self._connection.settings_dict["CONN_HEALTH_CHECKS"]
        has_rested = monotonic() > self._answered + RESTED
        self._connection.health_check_enabled = is_wished and has_rested  # type: ignore[attr-defined]
        try:
            return _whole(application(environ, start_response))
        finally:
            # This thread does other things next, such as static files, while others sit here.
            del connections[DEFAULT_DB_ALIAS]

    def _note_answer(self, execute: Callable[..., Any], *asked: Any) -> Any:
        answer = execute(*asked)
        self._answered = monotonic()
        return answer


def _whole(response: Iterable[bytes]) -> list[bytes]:
    """Read and close it here: closing ends the request, which looks after the connection."""
    try:
        return list(response)
    finally:
        if close := getattr(response, "close", None):
            close()
