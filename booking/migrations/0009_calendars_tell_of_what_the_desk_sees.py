from django.db import migrations

# What staff see in the calendar beside free times: (table, column that leads to the office, event,
# condition). Whoever is still typing changes nothing that staff see.
LEADING = (
    ("booking_visit", "office_id", "INSERT OR UPDATE OR DELETE", "true"),
    (
        "booking_booking",
        "office_id",
        "UPDATE OF talk, needs, language, clashed_at",
        "NEW.confirmed_at IS NOT NULL",
    ),
    ("booking_attendee", "booking_id", "UPDATE", "OLD.* IS DISTINCT FROM NEW.*"),
    ("booking_bookingitem", "booking_id", "UPDATE OF offering_id, persons", "true"),
)

FUNCTION = """
CREATE OR REPLACE FUNCTION booking_calendar_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  noted text := current_setting('booking.changed_offices', true);
  leading_to bigint;
  office bigint;
BEGIN
  FOREACH leading_to IN ARRAY ARRAY[
    (to_jsonb(OLD) ->> TG_ARGV[0])::bigint, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint]
  LOOP
    office := CASE TG_ARGV[0]
      WHEN 'desk_id' THEN (SELECT office_id FROM offices_desk WHERE id = leading_to)
      WHEN 'openinghours_id' THEN (SELECT office_id FROM offices_openinghours WHERE id = leading_to)
      {booked}ELSE leading_to END;
    IF office IS NOT NULL AND NOT office = ANY (string_to_array(coalesce(noted, ''), ',')::bigint[]) THEN
      noted := concat_ws(',', NULLIF(noted, ''), office);
      PERFORM set_config('booking.changed_offices', noted, true);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
"""
BOOKED = """WHEN 'booking_id' THEN (
        SELECT office_id FROM booking_booking WHERE id = leading_to AND confirmed_at IS NOT NULL)
      """

TRIGGERS = """
CREATE TRIGGER booking_calendar_note AFTER {event} ON {table}
  FOR EACH ROW {when} EXECUTE FUNCTION booking_calendar_note('{column}');
CREATE CONSTRAINT TRIGGER booking_calendar_change AFTER {event} ON {table}
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} EXECUTE FUNCTION booking_calendar_change();
"""

NO_TRIGGERS = """
DROP TRIGGER booking_calendar_note ON {table};
DROP TRIGGER booking_calendar_change ON {table};
"""


def for_each_table(sql):
    return "".join(
        sql.format(
            table=table,
            column=column,
            event=event,
            when="" if condition == "true" else f"WHEN ({condition})",
        )
        for table, column, event, condition in LEADING
    )


class Migration(migrations.Migration):
    dependencies = [("booking", "0008_visits_looks_and_history")]

    operations = [
        migrations.RunSQL(FUNCTION.format(booked=BOOKED), FUNCTION.format(booked="")),
        migrations.RunSQL(for_each_table(TRIGGERS), for_each_table(NO_TRIGGERS)),
    ]
