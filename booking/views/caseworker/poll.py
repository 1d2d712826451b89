"""Asking every few seconds whether a day looks otherwise now, for the price of one look.

A page that is open asks all day long; most answers are "no". So the session, the role and the
calendar's state are one statement, and nothing else is read before something has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from booking import prepared
from booking.views.caseworker.place import DESK
from offices.models import Office

# Which transaction changed the calendar last, and which hold there ran out last.
STATE = """(SELECT changed_by FROM booking_calendar WHERE office = o.id),
  (SELECT max(r.expires_at) FROM booking_reservation r
    WHERE r.status = 'held' AND r.expires_at <= $2
      AND r.desk_id IN (SELECT id FROM offices_desk WHERE office_id = o.id)),
  o.timezone, o.grid_minutes"""
OF_OFFICE = f"SELECT {STATE} FROM offices_office o WHERE o.id = $1"
# The same for whoever is signed in with the session $3 and works there.
FOR_SESSION = f"""
SELECT {STATE} FROM offices_office o
JOIN django_session s ON s.session_key = $3 AND s.expire_date > $2
JOIN usersessions_usersession own ON own.session_key = s.session_key
JOIN offices_user u ON u.id = own.user_id AND u.is_active
WHERE o.slug = $1 AND (u.is_superuser OR EXISTS (
  SELECT FROM offices_membership m WHERE m.user_id = u.id AND m.authority_id = o.authority_id
    AND (m.office_id IS NULL OR m.office_id = o.id) AND m.role = ANY ($4)))
"""


def state_of(office: Office, day: date, now: datetime) -> str:
    """A name for how the calendar of `day` looks at `now`: it changes when that does."""
    (found,) = prepared.rows("state_of_desks", OF_OFFICE, office.pk, now)
    return _name(*found, day=day, now=now)


class UnchangedMiddleware:
    """Answers 204 before anything else is read, where whoever asks has seen the day as it is.

    Stands before sessions and sign-in: what has changed, or is not theirs, goes on to the page,
    which knows all the rules.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.endswith("/changes/") and _is_unchanged(request, timezone.now()):
            return HttpResponse(status=204)
        return self.get_response(request)


def _is_unchanged(request: HttpRequest, now: datetime) -> bool:
    session, seen = request.COOKIES.get(settings.SESSION_COOKIE_NAME), request.GET.get("seen")
    if not (session and seen):
        return False
    try:
        asked = resolve(request.path_info).kwargs
        found = prepared.rows("peek", FOR_SESSION, asked["slug"], now, session, list(DESK))
    except (Resolver404, KeyError, OperationalError, InterfaceError):
        return False
    return bool(found) and _name(*found[0], day=asked["on"], now=now) == seen


def _name(
    changed_by: int | None,
    ran_out: datetime | None,
    zone: str,
    grid_minutes: int,
    *,
    day: date,
    now: datetime,
) -> str:
    """Today looks otherwise with every step of the grid: the line that says "now", who is late."""
    wall = now.astimezone(ZoneInfo(zone))
    step = wall.replace(tzinfo=None) - datetime.combine(day, datetime.min.time())
    steps = step // timedelta(minutes=grid_minutes) if wall.date() == day else wall.date() > day
    return f"{changed_by or 0}-{int(ran_out.timestamp()) if ran_out else 0}-{int(steps)}"
