"""The SQL behind free times: opening hours without closures and live reservations.

PostgreSQL's multiranges do the arithmetic. Weekly rules are unrolled inside the statement, by the
office's wall clock, so a change of clocks neither loses nor doubles a slot. The grid counts
minutes elapsed since the office's local midnight. Whatever questions have in common is computed
once: when hours fall, what is taken at a desk, and what is free there in the same hours.
Parameters: $1 the questions as JSON (Ask.as_record), $2 now, $3 whatever else is asked.
"""

# Opening: PostgreSQL takes the second of two instants that the clock shows alike, and reads a time
# which the clock leaves out as though it had not been changed; then we take the moment of the
# change, which is at a quarter of an hour and at most an hour before.
OPENINGS = """desk AS MATERIALIZED (
  SELECT d.id, office, step, begins, ends, COALESCE(d.valid_until, 'infinity') AS valid_until,
    ARRAY(SELECT offering_id FROM offices_offering_desks WHERE desk_id = d.id) AS offerings
  FROM span JOIN offices_desk d ON d.office_id = office
), rule AS MATERIALIZED (
  SELECT h.id, office, tz, h.opens, h.closes, h.audience, 7 * h.every_weeks AS days,
    h.opens_to_public_before AS kept,
    count(h.opens_to_public_before) OVER (PARTITION BY office) > 0 AS keeps,
    COALESCE(date_trunc('week', h.valid_from)::date, DATE '2001-01-01') + h.weekday AS base,
    GREATEST(h.valid_from, first_day) AS first, LEAST(h.valid_until, last_day) AS last,
    ARRAY(SELECT desk_id FROM offices_openinghours_desks WHERE openinghours_id = h.id) AS desks,
    ARRAY(SELECT offering_id FROM offices_openinghours_offerings WHERE openinghours_id = h.id)
      AS offerings
  FROM span JOIN offices_openinghours h ON h.office_id = office
), opening AS MATERIALIZED (
  SELECT id, kept, day::date, min(instant) AS begins, max(instant) AS ends
  FROM rule
  CROSS JOIN generate_series(
    (base + days * ceil((first - base)::float8 / days)::int)::timestamp,
    last::timestamp, make_interval(days => days)) AS day
  CROSS JOIN unnest(ARRAY[day + opens, day + closes]) AS wall
  CROSS JOIN LATERAL (SELECT wall AT TIME ZONE tz AS standard) AS s
  CROSS JOIN LATERAL (SELECT CASE WHEN standard AT TIME ZONE tz = wall THEN standard ELSE (
    SELECT min(t) FROM generate_series(0, 3) AS quarter CROSS JOIN LATERAL (
      SELECT date_bin('15 min', standard, day AT TIME ZONE tz) - quarter * INTERVAL '15 min' AS t
    ) AS q WHERE t AT TIME ZONE tz >= wall) END AS instant) AS i
  GROUP BY id, kept, day
)"""

# Where an office keeps nothing back it is all the same who asks, and when.
RELEASED = "CASE WHEN r.keeps THEN a.released ELSE 'infinity' END"
# Free: the stretches of a desk that are free in the same hours. Visit: questions that differ in
# nothing else (asks) are answered together.
FREE = f"""
WITH ask AS MATERIALIZED (
  SELECT a.*, first_day, (latest AT TIME ZONE tz)::date AS last_day,
    date_bin(step, earliest + step - INTERVAL '1 microsecond', midnight) AS soonest
  FROM jsonb_to_recordset($1::jsonb) AS a(
    n int, office bigint, tz text, step interval, offerings bigint[], length interval,
    earliest timestamptz, latest timestamptz, desks bigint[], audiences text[],
    released date, ahead int)
  CROSS JOIN LATERAL (SELECT (earliest AT TIME ZONE tz)::date AS first_day) AS f
  CROSS JOIN LATERAL (SELECT first_day::timestamp AT TIME ZONE tz AS midnight) AS m
  WHERE earliest < latest
), span AS MATERIALIZED (
  SELECT office, tz, step, min(first_day) AS first_day, max(last_day) AS last_day,
    min(first_day)::timestamp AT TIME ZONE tz AS begins,
    (max(last_day) + 1)::timestamp AT TIME ZONE tz AS ends
  FROM ask GROUP BY office, tz, step
), {OPENINGS}, seat AS MATERIALIZED (
  SELECT a.n, d.id AS desk, d.valid_until, array_agg(r.id ORDER BY r.id) AS rules,
    {RELEASED} AS released
  FROM ask a JOIN desk d USING (office) JOIN rule r USING (office)
  WHERE (a.desks IS NULL OR d.id = ANY (a.desks)) AND a.offerings <@ d.offerings
    AND r.audience = ANY (a.audiences)
    AND (r.kept IS NULL OR a.ahead IS NULL OR r.kept >= a.ahead)
    AND (r.desks = '{{}}' OR d.id = ANY (r.desks))
    AND (r.offerings = '{{}}' OR a.offerings <@ r.offerings)
  GROUP BY a.n, d.id, d.valid_until, {RELEASED}
), opened AS MATERIALIZED (
  SELECT s.rules, s.released, s.valid_until, range_agg(tstzrange(o.begins, o.ends)) AS times
  FROM (SELECT DISTINCT rules, released, valid_until FROM seat) AS s
  JOIN opening o ON o.id = ANY (s.rules) AND o.day <= s.valid_until AND o.begins < o.ends
    AND (o.kept IS NULL OR o.day <= s.released + o.kept)
  GROUP BY s.rules, s.released, s.valid_until
), busy AS MATERIALIZED (
  SELECT d.id AS desk, COALESCE((SELECT range_agg(during) FROM (
    SELECT r.during FROM booking_reservation r
    WHERE r.desk_id = d.id AND r.during && tstzrange(d.begins, d.ends)
      AND r.status IN ('held', 'booked', 'attended')
      AND (r.status <> 'held' OR r.expires_at > $2)
    UNION ALL
    SELECT tstzrange(c.starts_at, c.ends_at) FROM offices_closure c
    WHERE c.office_id = d.office AND c.applies AND (c.desk_id IS NULL OR c.desk_id = d.id)
      AND c.starts_at < d.ends AND c.ends_at > d.begins) AS b), '{{}}') AS times
  FROM desk d
), free AS MATERIALIZED (
  SELECT s.desk, s.rules, s.released, d.begins, o.times - b.times AS times
  FROM (SELECT DISTINCT desk, rules, released, valid_until FROM seat) AS s
  JOIN opened o USING (rules, released, valid_until) JOIN busy b USING (desk)
  JOIN desk d ON d.id = s.desk
), visit AS MATERIALIZED (
  SELECT array_agg(n) AS asks, desk, rules, s.released, tz, step, length, soonest, latest
  FROM seat s JOIN ask USING (n)
  GROUP BY desk, rules, s.released, tz, step, length, soonest, latest
)
"""

# The stretches in which the visit fits, with its first and last start there, in ascending order.
FITTING = """
  SELECT gap, first, LEAST(upper(gap) - v.length, {latest} - INTERVAL '1 microsecond') AS last
  FROM (SELECT unnest({times}) AS gap) AS g CROSS JOIN LATERAL (SELECT GREATEST(
    date_bin(v.step, lower(gap) + v.step - INTERVAL '1 microsecond', f.begins), v.soonest) AS first
  ) AS b WHERE first <= upper(gap) - v.length AND first < {latest}
"""
ALL_FITTING = FITTING.format(times="f.times", latest="v.latest")
POSSIBLE = f"""{FREE}, possible AS (
  SELECT v.desk, v.tz, v.step, p.gap, p.first, p.last
  FROM visit v JOIN free f USING (desk, rules, released)
  CROSS JOIN LATERAL ({ALL_FITTING}) AS p
)
"""
# Of every desk only the first stretch that fits: most of the others are never looked at.
EARLIEST = f"""{FREE}, earliest AS MATERIALIZED (
  SELECT v.asks, v.tz, min(p.first) AS first
  FROM visit v JOIN free f USING (desk, rules, released)
  CROSS JOIN LATERAL ({ALL_FITTING} LIMIT 1) AS p
  GROUP BY v.asks, v.tz
)
"""

STARTS = f"""{POSSIBLE}
SELECT t, count(*) FROM possible, generate_series(first, last, step) AS t GROUP BY t ORDER BY t
"""
DAYS = f"""{POSSIBLE}
SELECT (t AT TIME ZONE tz)::date AS day, count(DISTINCT t)
FROM possible, generate_series(first, last, step) AS t GROUP BY day ORDER BY day
"""
FIRST = f"{EARLIEST} SELECT n, min(first) FROM earliest, unnest(asks) AS n GROUP BY n"
# $3 days of the office's calendar, from the day of the first free start on.
IN_WINDOW = FITTING.format(
    times="f.times * tstzmultirange(tstzrange(w.begins, w.ends + v.length))",
    latest="LEAST(v.latest, w.ends)",
)
FIRST_DAYS = f"""{EARLIEST}, shown AS MATERIALIZED (
  SELECT first AS begins,
    ((first AT TIME ZONE tz)::date + $3::int)::timestamp AT TIME ZONE tz AS ends
  FROM (SELECT tz, min(first) AS first FROM earliest GROUP BY tz) AS e
)
SELECT t, count(*)
FROM shown w CROSS JOIN visit v JOIN free f USING (desk, rules, released)
CROSS JOIN LATERAL ({IN_WINDOW}) AS p CROSS JOIN generate_series(p.first, p.last, v.step) AS t
GROUP BY t ORDER BY t
"""
# How many visits still fit one after the other, by week (its Monday); each begins on the grid.
ROOM = f"""{FREE}
SELECT n, date_trunc('week', p.first AT TIME ZONE v.tz)::date AS week,
  sum(1 + floor(extract(epoch FROM p.last - p.first)
    / (ceil(extract(epoch FROM v.length) / extract(epoch FROM v.step))
       * extract(epoch FROM v.step))))::int
FROM visit v JOIN free f USING (desk, rules, released)
CROSS JOIN LATERAL ({ALL_FITTING}) AS p CROSS JOIN unnest(v.asks) AS n
GROUP BY n, week ORDER BY n, week
"""
GAPS = f"""{POSSIBLE}
SELECT desk, gap FROM possible
WHERE $3 BETWEEN first AND last AND date_bin(step, $3, first) = $3
ORDER BY desk
"""
# $1 the office, $2 and $3 the first and the last day: when which desk is open, and for whom.
OPENED_DESKS = f"""
WITH span AS MATERIALIZED (
  SELECT id AS office, timezone AS tz, make_interval(mins => grid_minutes) AS step,
    $2::date AS first_day, $3::date AS last_day,
    $2::date::timestamp AT TIME ZONE timezone AS begins,
    ($3::date + 1)::timestamp AT TIME ZONE timezone AS ends
  FROM offices_office WHERE id = $1::bigint
), {OPENINGS}, closed AS MATERIALIZED (
  SELECT d.id AS desk, COALESCE((SELECT range_agg(tstzrange(c.starts_at, c.ends_at))
    FROM offices_closure c
    WHERE c.office_id = d.office AND c.applies AND (c.desk_id IS NULL OR c.desk_id = d.id)
      AND c.starts_at < d.ends AND c.ends_at > d.begins), '{{}}') AS times
  FROM desk d
), opened AS MATERIALIZED (
  SELECT d.id AS desk, r.audience, range_agg(tstzrange(o.begins, o.ends)) AS times
  FROM opening o JOIN rule r USING (id)
  JOIN desk d ON r.desks = '{{}}' OR d.id = ANY (r.desks)
  WHERE o.begins < o.ends AND o.day <= d.valid_until
  GROUP BY d.id, r.audience
)
"""
WINDOWS = f"""{OPENED_DESKS}
SELECT desk, audience, lower(window_), upper(window_)
FROM opened o JOIN closed c USING (desk) CROSS JOIN unnest(o.times - c.times) AS window_
ORDER BY desk, audience, window_
"""

# $1 to $3 as above, $4 now: what people have to come (or only the reservation $5), and whether
# rules still offer it. Unlike free times, which are asked for one visit, each is looked at with its
# own matters, at its own desk; visits of the same desk for the same matters are looked at together.
# Nobody has an appointment in hours without appointments.
MISFITS = f"""{OPENED_DESKS}, visit AS MATERIALIZED (
  SELECT r.id, r.desk_id AS desk, r.during, r.status,
    ARRAY(SELECT offering_id FROM booking_bookingitem WHERE booking_id = b.id ORDER BY 1)
      AS offerings
  FROM booking_reservation r JOIN desk d ON d.id = r.desk_id
  LEFT JOIN booking_booking b ON b.reservation_id = r.id
  WHERE r.kind = 'appointment' AND r.during && tstzrange($4, d.ends) AND lower(r.during) > $4
    AND (r.status = 'booked' OR r.status = 'held' AND r.expires_at > $4)
    AND ($5::bigint IS NULL OR r.id = $5)
), seat AS MATERIALIZED (
  SELECT v.*, v.offerings <@ d.offerings AS served, d.valid_until,
    ARRAY(SELECT r.id FROM rule r
      WHERE r.office = d.office AND r.audience <> 'walk_in'
        AND (r.desks = '{{}}' OR d.id = ANY (r.desks))
        AND (r.offerings = '{{}}' OR v.offerings <@ r.offerings) ORDER BY 1) AS rules
  FROM (SELECT desk, offerings, array_agg(id) AS ids, array_agg(during) AS times,
    array_agg(status) AS statuses FROM visit GROUP BY desk, offerings) AS v
  JOIN desk d ON d.id = v.desk
), hours AS MATERIALIZED (
  SELECT s.rules, s.valid_until, range_agg(tstzrange(o.begins, o.ends)) AS times
  FROM (SELECT DISTINCT rules, valid_until FROM seat) AS s
  JOIN opening o ON o.id = ANY (s.rules) AND o.day <= s.valid_until AND o.begins < o.ends
  GROUP BY s.rules, s.valid_until
), kept AS MATERIALIZED (
  SELECT s.ids, s.times, s.statuses, s.served, h.times - c.times AS open
  FROM seat s JOIN closed c USING (desk) LEFT JOIN hours h USING (rules, valid_until)
)
SELECT v.id, v.status, k.served, is_open
FROM kept k CROSS JOIN LATERAL unnest(k.ids, k.times, k.statuses) AS v(id, during, status)
CROSS JOIN LATERAL (SELECT COALESCE(k.open @> v.during, false) AS is_open) AS o
WHERE NOT (k.served AND is_open) ORDER BY lower(v.during), v.id
"""

# $1 the questions ($2 now), $3 the visits that each is about, told as three lists: the desks at
# which each visit would fit.
FITTING_DESKS = f"""{FREE}, place AS MATERIALIZED (
  SELECT v.visits, v.begins, v.ends, s.desk, f.times
  FROM jsonb_to_recordset($3::jsonb) AS v(
    n int, visits int[], begins timestamptz[], ends timestamptz[])
  JOIN seat s USING (n) JOIN free f USING (desk, rules, released)
)
SELECT v.visit, p.desk
FROM place p CROSS JOIN LATERAL unnest(p.visits, p.begins, p.ends) AS v(visit, begins, ends)
WHERE p.times @> tstzrange(v.begins, v.ends) ORDER BY v.visit, p.desk
"""

# $1 to $4 as for misfits, $5 minutes: how many visits of this length fit, one after the other, into
# the free stretches of each week (its Monday), in hours in which the desk serves anything; hours of
# staff where nothing is open for everybody.
WEEKS = f"""{OPENED_DESKS}, serving AS MATERIALIZED (
  SELECT d.id AS desk, r.audience, range_agg(tstzrange(o.begins, o.ends)) AS times
  FROM opening o JOIN rule r USING (id)
  JOIN desk d ON (r.desks = '{{}}' OR d.id = ANY (r.desks))
    AND (r.offerings = '{{}}' OR r.offerings && d.offerings)
  WHERE o.begins < o.ends AND o.day <= d.valid_until
  GROUP BY d.id, r.audience
), busy AS MATERIALIZED (
  SELECT d.id AS desk, COALESCE((SELECT range_agg(during) FROM booking_reservation r
    WHERE r.desk_id = d.id AND r.during && tstzrange(d.begins, d.ends)
      AND r.status IN ('held', 'booked', 'attended')
      AND (r.status <> 'held' OR r.expires_at > $4)), '{{}}') AS times
  FROM desk d WHERE d.offerings <> '{{}}'
), audience AS MATERIALIZED (
  SELECT b.desk, COALESCE(p.times, '{{}}') AS everybody,
    COALESCE(i.times, '{{}}') - COALESCE(p.times, '{{}}') AS staff, c.times + b.times AS taken
  FROM busy b JOIN closed c USING (desk)
  LEFT JOIN serving p ON p.desk = b.desk AND p.audience = 'public'
  LEFT JOIN serving i ON i.desk = b.desk AND i.audience = 'internal'
), gap AS (
  SELECT who, gap FROM audience
  CROSS JOIN LATERAL (VALUES ('public', everybody), ('internal', staff)) AS o(who, times)
  CROSS JOIN unnest((o.times - taken) * tstzmultirange(tstzrange($4, NULL))) AS gap
)
SELECT who, date_trunc('week', lower(gap) AT TIME ZONE tz)::date AS week,
  sum(floor(extract(epoch FROM upper(gap) - lower(gap)) / 60 / $5::int))::int
FROM gap, span GROUP BY who, week ORDER BY week, who
"""

# $1 to $3 as above, $4 now: when people may come without an appointment, at whatever desk, for
# these offerings or, where there are none, for all.
WALK_INS = f"""{OPENED_DESKS}, hours AS (
  SELECT ARRAY(SELECT unnest(r.offerings) ORDER BY 1) AS offerings, d.id AS desk,
    range_agg(tstzrange(o.begins, o.ends)) AS times
  FROM opening o JOIN rule r USING (id)
  JOIN desk d ON r.desks = '{{}}' OR d.id = ANY (r.desks)
  WHERE r.audience = 'walk_in' AND o.begins < o.ends AND o.day <= d.valid_until
  GROUP BY 1, 2
), kept AS (
  SELECT offerings, range_agg(part) * tstzmultirange(tstzrange($4, NULL)) AS times
  FROM hours h JOIN closed c USING (desk) CROSS JOIN unnest(h.times - c.times) AS part
  GROUP BY offerings
)
SELECT offerings, lower(span), upper(span) FROM kept CROSS JOIN unnest(times) AS span
ORDER BY 2, 3, 1
"""

SEASON = """
SELECT min(GREATEST(h.valid_from, %(today)s)) FROM offices_openinghours h
WHERE h.office_id = %(office)s AND h.audience = ANY (%(audiences)s)
  AND (h.valid_until IS NULL OR h.valid_until >= %(today)s)
  AND (NOT EXISTS (SELECT FROM offices_openinghours_offerings x WHERE x.openinghours_id = h.id)
       OR %(offerings)s::bigint[] <@ ARRAY(
         SELECT x.offering_id FROM offices_openinghours_offerings x
         WHERE x.openinghours_id = h.id))
"""
