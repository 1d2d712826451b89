from django.db import migrations

# As every table of the catalogue does, so that pages which keep addresses learn of a move.
TRIGGER = """
CREATE TRIGGER offices_catalogue_change
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON offices_officeaddress
  FOR EACH STATEMENT EXECUTE FUNCTION offices_catalogue_change();
"""

NO_TRIGGER = "DROP TRIGGER offices_catalogue_change ON offices_officeaddress;"


class Migration(migrations.Migration):
    dependencies = [("offices", "0007_offices_move_house")]

    operations = [migrations.RunSQL(TRIGGER, NO_TRIGGER)]
