-- For pgbench: each one takes the next twenty minutes at the next of ten desks.
INSERT INTO yardstick_reservation (desk_id, during, kind, status, created_at)
SELECT turn % 10, tstzrange(begin, begin + interval '20 min'), 'appointment', 'booked', now()
FROM (SELECT nextval('yardstick_turn') AS turn) AS t
CROSS JOIN LATERAL (SELECT timestamptz '2027-01-04 07:00+00' + turn / 10 * interval '20 min' AS begin) AS b;
