from django.db import migrations

from booking.models.heard import write_missing


def write_down(apps, _schema_editor):
    write_missing(apps.get_model("booking", "Attendee"))


class Migration(migrations.Migration):
    atomic = False  # people go on booking meanwhile; each batch is a transaction of its own

    dependencies = [("booking", "0010_names_as_they_sound")]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
