from django.db import migrations

TRIGGERS = """
CREATE TRIGGER booking_calendar_note AFTER UPDATE OF release_at ON offices_office
  FOR EACH ROW WHEN (OLD.release_at IS DISTINCT FROM NEW.release_at)
  EXECUTE FUNCTION booking_calendar_note('id');
CREATE CONSTRAINT TRIGGER booking_calendar_change AFTER UPDATE OF release_at ON offices_office
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.release_at IS DISTINCT FROM NEW.release_at)
  EXECUTE FUNCTION booking_calendar_change();
"""

NO_TRIGGERS = """
DROP TRIGGER booking_calendar_note ON offices_office;
DROP TRIGGER booking_calendar_change ON offices_office;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0015_waiting_times"),
        ("offices", "0014_kept_back_and_released"),
    ]

    operations = [migrations.RunSQL(TRIGGERS, NO_TRIGGERS)]
