"""The ten authorities with calendars that are 60 % booked, the same ones in every run of a day."""

from __future__ import annotations

from django.db import connection

DAYS = 56
SHARE = 60

# Half hours of public opening hours, each desk and half hour once; drawn by a fingerprint.
FILL = """
INSERT INTO booking_reservation (desk_id, during, kind, status, created_at)
SELECT desk, tstzrange(begins, begins + INTERVAL '30 min'), 'appointment', 'booked', now()
FROM (
  SELECT DISTINCT d.id AS desk, (day + clock) AT TIME ZONE f.timezone AS begins
  FROM offices_openinghours h
  JOIN offices_office f ON f.id = h.office_id JOIN offices_authority a ON a.id = f.authority_id
  JOIN offices_desk d ON d.office_id = f.id
  CROSS JOIN generate_series(0, %(days)s) AS ahead
  CROSS JOIN LATERAL (SELECT current_date::timestamp + make_interval(days => ahead) AS day) AS d2
  CROSS JOIN generate_series(0, 23 * 60 + 30, 30) AS minutes
  CROSS JOIN LATERAL (SELECT make_interval(mins => minutes) AS clock) AS c
  WHERE a.slug <> 'measured' AND h.audience = 'public'
    AND extract(isodow FROM day) - 1 = h.weekday
    AND clock >= h.opens::interval AND clock + INTERVAL '30 min' <= h.closes::interval
) AS half_hours
WHERE mod(abs(hashtext(desk || ' ' || begins)), 100) < %(share)s
"""


def fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"days": DAYS, "share": SHARE})
