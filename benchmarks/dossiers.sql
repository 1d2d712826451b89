-- Appointments with everything that belongs to them, at all desks of made-up offices: as many for
-- each desk as asked, half hours from 8:00 to 18:00 on every day, from so many days ahead backwards.
-- Whose time is up is forgotten, as it would be: a number is left. Every so many was cancelled.
INSERT INTO booking_reservation (desk_id, during, kind, status, created_at)
SELECT d.id, tstzrange(begins, begins + interval '30 min'), 'appointment',
  CASE WHEN mod(n + d.id, %(cancelled)s) = 0 THEN 'cancelled' ELSE 'booked' END, now()
FROM offices_desk d JOIN offices_office o ON o.id = d.office_id
CROSS JOIN generate_series(0, %(each)s - 1) AS n
CROSS JOIN LATERAL (
  SELECT (current_date + %(ahead)s - n / 20 + time '08:00' + mod(n, 20) * interval '30 min')
    AT TIME ZONE 'Europe/Berlin' AS begins) AS b
WHERE o.slug LIKE %(offices)s;

INSERT INTO booking_booking (
  authority_id, office_id, number, reservation_id, language, talk, needs, version, created_at,
  held_since, confirmed_at, ended_at, forgotten_at)
SELECT o.authority_id, o.id, 'N' || lpad(r.id::text, 7, '0'), r.id, 'de', '', '{}', 1, now(),
  lower(r.during) - interval '30 days', lower(r.during) - interval '30 days',
  CASE r.status WHEN 'cancelled' THEN least(now(), lower(r.during)) END,
  CASE WHEN lower(r.during) < now() THEN now() END
FROM booking_reservation r JOIN offices_desk d ON d.id = r.desk_id
JOIN offices_office o ON o.id = d.office_id WHERE o.slug LIKE %(offices)s;

INSERT INTO booking_bookingitem (booking_id, offering_id, persons, position)
SELECT b.id, (SELECT min(id) FROM offices_offering WHERE office_id = b.office_id), 1, 0
FROM booking_booking b JOIN offices_office o ON o.id = b.office_id WHERE o.slug LIKE %(offices)s;

INSERT INTO booking_attendee (
  booking_id, position, family_name, given_names, birth_year, file_number)
SELECT b.id, 0, 'Beispiel', 'Nour', 1990, '' FROM booking_booking b
JOIN offices_office o ON o.id = b.office_id
WHERE o.slug LIKE %(offices)s AND b.forgotten_at IS NULL;

INSERT INTO booking_contact (booking_id, role, email, phone)
SELECT b.id, 'person', b.number || '@post.example', '' FROM booking_booking b
JOIN offices_office o ON o.id = b.office_id
WHERE o.slug LIKE %(offices)s AND b.forgotten_at IS NULL;

INSERT INTO booking_message (
  authority_id, booking_id, kind, language, "to", issue, status, due_at, attempts, last_error,
  created_at)
SELECT b.authority_id, b.id, 'reminder', 'de', '', 0,
  CASE WHEN b.forgotten_at IS NULL THEN 'owed' ELSE 'sent' END,
  lower(r.during) + interval '1 day', 0, '', now()
FROM booking_booking b JOIN booking_reservation r ON r.id = b.reservation_id
JOIN offices_office o ON o.id = b.office_id WHERE o.slug LIKE %(offices)s;
