from django.db import migrations

# As in 0003: what pages show of offerings depends on these too.
TABLES = ("offices_season", "offices_documentleftout")

TRIGGER = """
CREATE TRIGGER offices_catalogue_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION offices_catalogue_change();
"""

NO_TRIGGER = "DROP TRIGGER offices_catalogue_change ON {table};"


def for_each_table(sql):
    return "".join(sql.format(table=table) for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("offices", "0011_seasons_and_own_documents")]

    operations = [
        migrations.RunSQL(for_each_table(TRIGGER), for_each_table(NO_TRIGGER)),
    ]
