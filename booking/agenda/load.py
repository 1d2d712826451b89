"""How full desks are, per desk and day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking import prepared
from booking.availability import Window
from offices.moments import midnight

# Minutes and number of appointments of each desk on each day of the office's calendar.
TAKEN = """
SELECT r.desk_id, (lower(r.during) AT TIME ZONE o.timezone)::date AS day,
  count(*) FILTER (WHERE r.kind = 'appointment'),
  (sum(extract(epoch FROM upper(r.during) - lower(r.during))) / 60)::int
FROM booking_reservation r
JOIN offices_desk d ON d.id = r.desk_id JOIN offices_office o ON o.id = d.office_id
WHERE o.id = $1 AND r.during && tstzrange($2, $3) AND r.status IN ('booked', 'attended')
GROUP BY r.desk_id, day
"""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Load:
    """A desk on a day: appointments, minutes taken (blocked ones too), and minutes open."""

    appointments: int = 0
    taken: int = 0
    open: int = 0

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.taken / self.open)) if self.open else 0


def loads(
    office: int, first: date, last: date, zone: ZoneInfo, windows: Iterable[Window]
) -> dict[tuple[int, date], Load]:
    """By desk and day, from `first` to `last`; `windows` are those of these days.

    Where hours for different people overlap, a minute counts once.
    """
    begins, ends = midnight(first, zone), midnight(last + timedelta(days=1), zone)
    rows = prepared.rows("loads", TAKEN, office, begins, ends)
    taken = {(desk, day): (count, minutes) for desk, day, count, minutes in rows}
    opened = _open_minutes(windows, zone)
    return {
        key: Load(*taken.get(key, (0, 0)), opened.get(key, 0))
        for key in taken.keys() | opened.keys()
    }


def _open_minutes(windows: Iterable[Window], zone: ZoneInfo) -> dict[tuple[int, date], int]:
    found: dict[tuple[int, date], int] = {}
    reached: dict[tuple[int, date], datetime] = {}
    for one in sorted(windows, key=lambda window: (window.begins, window.ends)):
        key = one.desk, one.begins.astimezone(zone).date()
        begins = max(one.begins, reached.get(key, one.begins))
        if begins < one.ends:
            found[key] = found.get(key, 0) + (one.ends - begins) // MINUTE
            reached[key] = one.ends
    return found
