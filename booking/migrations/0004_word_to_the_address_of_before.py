"""Whoever reads the mails of before is told that we write to another address."""

from django.db import migrations, models

KINDS = [
    ("code", "code"),
    ("confirmation", "confirmation"),
    ("moved", "new time"),
    ("cancellation", "cancellation"),
    ("reminder", "reminder"),
    ("corrected", "correction"),
    ("new_email", "code for a new address"),
    ("other_email", "word to the address of before"),
    ("invitation", "invitation"),
    ("last_call", "invitation ends soon"),
    ("withdrawal", "invitation withdrawn"),
    ("receipt", "receipt of a request"),
    ("offer", "offered time"),
    ("question", "question of the office"),
    ("declined", "request declined"),
]


class Migration(migrations.Migration):
    dependencies = [("booking", "0003_calendars_tell_of_changes")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=16, verbose_name="kind"),
        ),
    ]
