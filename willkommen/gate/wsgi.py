"""The gate itself, as WSGI calls it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING

from django.conf import settings

from willkommen import gate
from willkommen.gate.door import Door
from willkommen.gate.later import Later
from willkommen.gate.seat import Seat

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Who watches over us asks at the door of staff: a rush is no illness.
STAFF = ("/admin/", "/accounts/", "/desk/", "/manage/", "/health/")
# The last quarter of the line is for those who send something they have typed.
SHARE_OF_LOOKERS = 0.75
# Read before waiting, so that no slow sender keeps a seat; only staff send more, in files.
LARGEST_BODY = 1_000_000


class Gate:
    """Stands before `application`; it alone decides who comes in, whatever the server is."""

    def __init__(
        self,
        application: WSGIApplication,
        *,
        seats: int = gate.SEATS,
        places: int = gate.PLACES,
        staff_seats: int = gate.STAFF_SEATS,
        staff_places: int = gate.STAFF_PLACES,
    ) -> None:
        self._application = application
        self.public = Door([Seat() for _ in range(seats)], places=places)
        self.staff = Door([Seat() for _ in range(staff_seats)], places=staff_places)
        self._later = Later()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith(settings.STATIC_URL):  # asks no database, and is over at once
            return self._application(environ, start_response)
        door = self.staff if path.startswith(STAFF) else self.public
        try:
            body = _read_ahead(environ)
        except EOFError:
            return _refuse("400 Bad Request", start_response)
        if body is None and door is self.public:
            return _refuse("413 Content Too Large", start_response)
        return self._serve(door, environ, start_response, body)

    def _serve(
        self,
        door: Door[Seat],
        environ: WSGIEnvironment,
        start_response: StartResponse,
        body: bytes | None,
    ) -> list[bytes]:
        seat = door.come_in(share=1 if environ["REQUEST_METHOD"] == "POST" else SHARE_OF_LOOKERS)
        if seat is None:
            seconds = door.come_again()
            return self._later.answer(environ, start_response, body=body, seconds=seconds)
        begun = perf_counter()
        try:
            return seat.serve(self._application, environ, start_response)
        finally:
            door.leave(seat, after=perf_counter() - begun)


def _refuse(status: str, start_response: StartResponse) -> list[bytes]:
    start_response(status, [("Content-Length", "0")])
    return []


def _read_ahead(environ: WSGIEnvironment) -> bytes | None:
    """Read what is sent with the request; None when it is too long to be kept.

    Raises EOFError when the sender has gone before the end.
    """
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > LARGEST_BODY:
        return None
    body = environ["wsgi.input"].read(length) if length else b""
    if len(body) < length:
        raise EOFError
    environ["wsgi.input"] = BytesIO(body)
    return body
