from django.db import migrations, models

# Which tables decide about free times, and by which column a row leads to its office.
LEADING = (
    ("booking_reservation", "desk_id", "UPDATE OF desk_id, during, status, expires_at"),
    ("offices_desk", "office_id", "UPDATE OF office_id, valid_until"),
    ("offices_openinghours", "office_id", "UPDATE"),
    ("offices_closure", "office_id", "UPDATE"),
    ("offices_offering_desks", "desk_id", "UPDATE"),
    ("offices_openinghours_desks", "openinghours_id", "UPDATE"),
    ("offices_openinghours_offerings", "openinghours_id", "UPDATE"),
)

# Offices are noted as rows change and written at the commit in ascending order: so the calendar's
# row is the last lock of every transaction, and no two can wait for each other.
FUNCTIONS = """
CREATE FUNCTION booking_calendar_note() RETURNS trigger LANGUAGE plpgsql AS $$
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
      ELSE leading_to END;
    IF office IS NOT NULL AND NOT office = ANY (string_to_array(coalesce(noted, ''), ',')::bigint[]) THEN
      noted := concat_ws(',', NULLIF(noted, ''), office);
      PERFORM set_config('booking.changed_offices', noted, true);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION booking_calendar_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  noted text := current_setting('booking.changed_offices', true);
  changed bigint;
BEGIN
  IF noted <> '' THEN
    FOR changed IN SELECT unnest(string_to_array(noted, ',')::bigint[]) ORDER BY 1 LOOP
      INSERT INTO booking_calendar (office, changed_by)
      VALUES (changed, pg_current_xact_id()::text::bigint)
      ON CONFLICT (office) DO UPDATE SET changed_by = EXCLUDED.changed_by;
    END LOOP;
    PERFORM set_config('booking.changed_offices', '', true);
  END IF;
  RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER booking_calendar_note AFTER INSERT OR DELETE OR {update} ON {table}
  FOR EACH ROW EXECUTE FUNCTION booking_calendar_note('{column}');
CREATE CONSTRAINT TRIGGER booking_calendar_change AFTER INSERT OR DELETE OR {update} ON {table}
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION booking_calendar_change();
"""

NO_TRIGGERS = """
DROP TRIGGER booking_calendar_note ON {table};
DROP TRIGGER booking_calendar_change ON {table};
"""

NO_FUNCTIONS = "DROP FUNCTION booking_calendar_note(); DROP FUNCTION booking_calendar_change();"


def for_each_table(sql):
    return "".join(
        sql.format(table=table, column=column, update=update) for table, column, update in LEADING
    )


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0002_every_way_in"),
        ("offices", "0002_reminders_and_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("office", models.BigIntegerField(primary_key=True, serialize=False)),
                ("changed_by", models.BigIntegerField()),
            ],
            options={"verbose_name": "calendar", "verbose_name_plural": "calendars"},
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(
                name="booking_hold_that_ends",
                fields=["expires_at"],
                condition=models.Q(status="held"),
            ),
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(for_each_table(TRIGGERS), for_each_table(NO_TRIGGERS)),
    ]
