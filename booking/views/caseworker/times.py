"""Free times that staff may give, a week at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from booking.availability import Ask
from booking.forms.wishes import Wish
from booking.views.caseworker.place import Place
from booking.views.free_times import Day, FreeTimes


@dataclass(frozen=True)
class DeskTimes(FreeTimes):
    ask: Ask

    @property
    def whole(self) -> Ask:
        return self.ask


def times_for(place: Place, ask: Ask, since: date | None) -> DeskTimes:
    return DeskTimes(ask, now=place.now, language=place.language, since=since)


@dataclass(frozen=True)
class Said:
    """What the page answers: a refusal, and the start somebody else was faster to take."""

    error: str = ""
    wanted: datetime | None = None
    status: int = 200

    @classmethod
    def faster(cls, refusal: Exception, wanted: datetime) -> Said:
        return cls(str(refusal), wanted, 409)

    @classmethod
    def nothing_chosen(cls) -> Said:
        return cls(_("Please choose a time."), status=422)


ASKED = Said()


def shown(times: DeskTimes, given: QueryDict, said: Said, chosen: str = "") -> dict[str, Any]:
    """What templates/caseworker/parts/times.html needs; `given` is the query of the page.

    `chosen` is a start, as tiles name it, that was pressed before.
    """
    later = times.next_week()
    return {
        "error": said.error,
        "nearest": times.nearest(said.wanted) if said.wanted else [],
        "days": [_with(one, chosen) for one in times.week.days],
        "later_query": _query(given, since=later) if later else "",
        "first_query": _query(given, since=None) if times.since else "",
    }


def _with(day: Day, chosen: str) -> Day:
    """Press the tile again that was pressed."""
    tile = f'value="{escape(chosen)}"'
    return replace(day, tiles=SafeString(day.tiles.replace(tile, f"{tile} checked")))


def _query(given: QueryDict, *, since: date | None) -> str:
    query = given.copy()
    query.pop("from", None)
    if since:
        query["from"] = since.isoformat()
    return f"?{query.urlencode()}"


def since_of(given: QueryDict) -> date | None:
    return Wish.of(given).since
