"""Free times by one SQL statement: opening hours less closures less live reservations.

PostgreSQL's multiranges do the arithmetic. Weekly rules are unrolled inside the statement, by the
office's wall clock (`AT TIME ZONE`), so a change of clocks neither loses nor doubles a slot. The
grid counts minutes elapsed since the office's local midnight.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from booking.availability.ask import Ask

# Every question (n) and desk with the stretches in which it is open and not taken.
FREE = """
WITH ask AS (
  SELECT * FROM jsonb_to_recordset(%(asks)s::jsonb) AS a(
    n int, office bigint, tz text, grid int, offerings bigint[], minutes int,
    earliest timestamptz, latest timestamptz, desks bigint[], audiences text[])
), seat AS (
  SELECT a.*, d.id AS desk, d.valid_until AS desk_until,
    a.latest + make_interval(mins => a.minutes) AS until
  FROM ask a JOIN offices_desk d ON d.office_id = a.office
  WHERE a.earliest < a.latest
    AND (a.desks IS NULL OR d.id = ANY (a.desks))
    AND (SELECT count(*) FROM offices_offering_desks s
         WHERE s.desk_id = d.id AND s.offering_id = ANY (a.offerings)) = cardinality(a.offerings)
), rule AS (
  SELECT s.n, s.desk, s.tz, h.opens, h.closes, 7 * h.every_weeks AS step,
    COALESCE(date_trunc('week', h.valid_from)::date, DATE '2001-01-01') + h.weekday AS base,
    GREATEST(h.valid_from, (s.earliest AT TIME ZONE s.tz)::date) AS first,
    LEAST(h.valid_until, s.desk_until, (s.latest AT TIME ZONE s.tz)::date) AS last
  FROM seat s JOIN offices_openinghours h
    ON h.office_id = s.office AND h.audience = ANY (s.audiences)
  WHERE (NOT EXISTS (SELECT FROM offices_openinghours_desks x WHERE x.openinghours_id = h.id)
         OR EXISTS (SELECT FROM offices_openinghours_desks x
                    WHERE x.openinghours_id = h.id AND x.desk_id = s.desk))
    AND (NOT EXISTS (SELECT FROM offices_openinghours_offerings x WHERE x.openinghours_id = h.id)
         OR (SELECT count(*) FROM offices_openinghours_offerings x
             WHERE x.openinghours_id = h.id AND x.offering_id = ANY (s.offerings))
            = cardinality(s.offerings))
), opened AS (
  SELECT r.n, r.desk, range_agg(tstzrange(o.begins, o.ends)) AS times
  FROM rule r
  CROSS JOIN LATERAL generate_series(
    (r.base + r.step * ceil((r.first - r.base)::float8 / r.step)::int)::timestamp,
    r.last::timestamp, make_interval(days => r.step)) AS day
  CROSS JOIN LATERAL (SELECT (day + r.opens) AT TIME ZONE r.tz AS begins,
                             (day + r.closes) AT TIME ZONE r.tz AS ends) AS o
  WHERE o.begins < o.ends  -- hours inside the one that a change of clocks leaves out
  GROUP BY r.n, r.desk
), free AS (
  SELECT s.n, s.desk, s.tz, s.grid, s.minutes, s.earliest, s.latest, unnest(o.times
    - COALESCE((SELECT range_agg(tstzrange(c.starts_at, c.ends_at)) FROM offices_closure c
                WHERE c.office_id = s.office AND c.applies
                  AND (c.desk_id IS NULL OR c.desk_id = s.desk)
                  AND c.starts_at < s.until AND c.ends_at > s.earliest), '{}')
    - COALESCE((SELECT range_agg(r.during) FROM booking_reservation r
                WHERE r.desk_id = s.desk AND r.during && tstzrange(s.earliest, s.until)
                  AND r.status IN ('held', 'booked', 'attended')
                  AND (r.status <> 'held' OR r.expires_at > %(now)s)), '{}')) AS gap
  FROM seat s JOIN opened o USING (n, desk)
), fit AS (
  SELECT f.n, f.desk, f.tz, f.gap, make_interval(mins => f.grid) AS step, b.first,
    LEAST(upper(f.gap) - make_interval(mins => f.minutes),
          f.latest - INTERVAL '1 microsecond') AS last
  FROM free f
  CROSS JOIN LATERAL (SELECT GREATEST(lower(f.gap), f.earliest) AS soonest) AS g
  CROSS JOIN LATERAL (SELECT date_bin(make_interval(mins => f.grid),
    g.soonest + make_interval(mins => f.grid) - INTERVAL '1 microsecond',
    date_trunc('day', g.soonest AT TIME ZONE f.tz) AT TIME ZONE f.tz) AS first) AS b
), possible AS (
  SELECT * FROM fit WHERE first <= last
)
"""

STARTS = """
SELECT t, count(*) FROM possible, generate_series(first, last, step) AS t GROUP BY t ORDER BY t
"""
DAYS = """
SELECT (t AT TIME ZONE tz)::date AS day, count(DISTINCT t)
FROM possible, generate_series(first, last, step) AS t GROUP BY day ORDER BY day
"""
FIRST = "SELECT n, min(first) FROM possible GROUP BY n"
GAPS = """
SELECT desk, gap FROM possible
WHERE %(start)s BETWEEN first AND last
  AND extract(epoch FROM %(start)s - first)::bigint %% extract(epoch FROM step)::bigint = 0
ORDER BY desk
"""
SEASON = """
SELECT min(GREATEST(h.valid_from, %(today)s)) FROM offices_openinghours h
WHERE h.office_id = %(office)s AND h.audience = ANY (%(audiences)s)
  AND (h.valid_until IS NULL OR h.valid_until >= %(today)s)
  AND (NOT EXISTS (SELECT FROM offices_openinghours_offerings x WHERE x.openinghours_id = h.id)
       OR EXISTS (SELECT FROM offices_openinghours_offerings x
                  WHERE x.openinghours_id = h.id AND x.offering_id = ANY (%(offerings)s)))
"""


@dataclass(frozen=True)
class FreeStart:
    """A moment at which a visit could begin, and at how many desks."""

    start: datetime
    desks: int


@dataclass(frozen=True)
class FreeDay:
    """A day of the office's calendar with its number of free starts."""

    day: date
    starts: int


@dataclass(frozen=True)
class Gap:
    """A desk's free stretch around a start."""

    desk: int
    begins: datetime
    ends: datetime


def _rows(query: str, asks: Sequence[Ask], now: datetime, **values: Any) -> list[tuple[Any, ...]]:
    records = json.dumps([ask.as_record(n) for n, ask in enumerate(asks)])
    with connection.cursor() as cursor:
        cursor.execute(FREE + query, {"asks": records, "now": now, **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def free_starts(ask: Ask, *, now: datetime) -> list[FreeStart]:
    return [FreeStart(*row) for row in _rows(STARTS, [ask], now)]


def free_days(ask: Ask, *, now: datetime) -> list[FreeDay]:
    return [FreeDay(*row) for row in _rows(DAYS, [ask], now)]


def first_free(asks: Sequence[Ask], *, now: datetime) -> list[datetime | None]:
    """The first free start of each question, in their order; one statement for all."""
    found: dict[int, datetime] = dict(_rows(FIRST, asks, now)) if asks else {}
    return [found.get(n) for n in range(len(asks))]


def gaps_at(ask: Ask, start: datetime, *, now: datetime) -> list[Gap]:
    """The desks at which the visit could begin exactly at `start`, each with its free stretch."""
    rows = _rows(GAPS, [ask], now, start=start)
    return [Gap(desk, gap.lower, gap.upper) for desk, gap in rows]


def next_season(ask: Ask, today: date) -> date | None:
    """The first day, from `today`, on which any opening hours for these offerings are valid.

    Says when dates come at an office that is open for a season only, whatever the horizon.
    """
    values: dict[str, Any] = {
        "office": ask.office,
        "today": today,
        "audiences": list(ask.audiences),
        "offerings": list(ask.offerings),
    }
    with connection.cursor() as cursor:
        cursor.execute(SEASON, values)
        first: date | None = cursor.fetchone()[0]
    return first
