from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # people go on booking meanwhile

    dependencies = [("booking", "0006_a_word_when_nothing_is_corrected")]

    operations = [
        AddIndexConcurrently(
            model_name="booking",
            index=models.Index(
                name="booking_not_forgotten",
                fields=["reservation"],
                condition=models.Q(("forgotten_at__isnull", True)),
            ),
        ),
        AddIndexConcurrently(
            model_name="booking",
            index=models.Index(
                name="booking_unconfirmed",
                fields=["reservation"],
                condition=models.Q(("clashed_at__isnull", True), ("confirmed_at__isnull", True)),
            ),
        ),
    ]
