from django.db import migrations, models

# Everything that pages show of authorities; who signs in is not among it.
TABLES = (
    "offices_authority",
    "offices_closure",
    "offices_desk",
    "offices_legaltext",
    "offices_municipality",
    "offices_offering",
    "offices_offering_desks",
    "offices_office",
    "offices_openinghours",
    "offices_openinghours_desks",
    "offices_openinghours_offerings",
    "offices_requireddocument",
    "offices_responsibility",
    "offices_servicegroup",
    "offices_servicetype",
)

# Two transactions share a slot, and wait for each other, once in 256 times.
FUNCTION = """
CREATE FUNCTION offices_catalogue_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  current bigint := pg_current_xact_id()::text::bigint;
BEGIN
  INSERT INTO offices_cataloguechange AS known (slot, changed_by) VALUES (current % 256, current)
  ON CONFLICT (slot) DO UPDATE SET changed_by = EXCLUDED.changed_by
  WHERE known.changed_by <> EXCLUDED.changed_by;
  RETURN NULL;
END $$;
"""

TRIGGER = """
CREATE TRIGGER offices_catalogue_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION offices_catalogue_change();
"""

NO_TRIGGER = "DROP TRIGGER offices_catalogue_change ON {table};"


def for_each_table(sql):
    return "".join(sql.format(table=table) for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_reminders_and_answers")]

    operations = [
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                ("slot", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("changed_by", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "change of the catalogue",
                "verbose_name_plural": "changes of the catalogue",
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION offices_catalogue_change();"),
        migrations.RunSQL(for_each_table(TRIGGER), for_each_table(NO_TRIGGER)),
    ]
