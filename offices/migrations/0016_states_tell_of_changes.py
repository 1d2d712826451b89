from django.db import migrations

# Pages keep sentences until the catalogue changes; whether one is shown depends on these too.
TABLES = ("offices_textstate", "offices_mailaddition")

TRIGGER = """
CREATE TRIGGER offices_catalogue_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION offices_catalogue_change();
"""

NO_TRIGGER = "DROP TRIGGER offices_catalogue_change ON {table};"


def for_each_table(sql):
    return "".join(sql.format(table=table) for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("offices", "0015_states_of_texts")]

    operations = [
        migrations.RunSQL(for_each_table(TRIGGER), for_each_table(NO_TRIGGER)),
    ]
