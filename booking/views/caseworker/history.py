"""What happened to an appointment, in words: when, what, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from booking.models import Booking, Reservation, Visit
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import matter
from offices.models import User
from offices.models.history import done_by


@dataclass(frozen=True, slots=True)
class Change:
    when: str
    what: str
    who: str


def changes_of(booking: Booking, place: Place) -> list[Change]:
    """The newest first. Staff are named to their colleagues only."""
    rows = sorted(_rows(booking, place), key=lambda row: row[0].pgh_created_at, reverse=True)
    names = names_of(done_by(row) for row, _what in rows)
    return [
        Change(place.on_the_wall(row.pgh_created_at), what, _who(row, names)) for row, what in rows
    ]


def _rows(booking: Booking, place: Place) -> Iterator[tuple[Any, str]]:
    times = list(booking.time.history.order_by("pgh_id").select_related("desk"))  # type: ignore[attr-defined]
    for before, row in zip([None, *times], times, strict=False):
        yield row, _of_time(before, row, place)
    for row in _table(booking, "BookingItemHistory"):
        said = matter([row.offering_id], row.persons, place.language)
        yield row, _("matter changed; before: %(matter)s") % {"matter": said}
    visits = [row for row in _table(booking, "VisitHistory") if row.pgh_label != "delete"]
    for before, row in pairwise([None, *visits]):
        if row.result:
            yield row, str(Visit.Result(row.result).label)
        elif before is not None and before.result:
            result = Visit.Result(before.result).label
            yield row, _("taken back: %(result)s") % {"result": result}


def _table(booking: Booking, name: str) -> Iterable[Any]:
    """A table of the history: pghistory makes its class, so there is none to import."""
    rows = apps.get_model("booking", name)._default_manager  # noqa: SLF001
    found: Iterable[Any] = rows.filter(booking=booking).order_by("pgh_id")
    return found


def _of_time(before: Any, row: Any, place: Place) -> str:
    is_other = before is not None and (before.desk_id, before.during) != (row.desk_id, row.during)
    if is_other and row.status == Reservation.Status.BOOKED:
        then = f"{place.on_the_wall(before.during.lower)}, {before.desk.label}"
        return _("moved; before: %(before)s") % {"before": then}
    if before is not None and row.status == Reservation.Status.BOOKED:
        return _("taken back")
    return str(Reservation.Status(row.status).label)


def names_of(users: Iterable[int | None]) -> dict[int, str]:
    """Those of the staff who are still known, by their ids."""
    return {one.pk: str(one) for one in User.objects.filter(pk__in=filter(None, users))}


def _who(row: Any, names: dict[int, str]) -> str:
    user = done_by(row)
    return names.get(user, _("somebody who works here no longer")) if user else _("the person")
