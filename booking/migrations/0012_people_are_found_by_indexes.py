from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    atomic = False  # people go on booking meanwhile

    dependencies = [("booking", "0011_names_of_before_as_they_sound")]

    operations = [
        AddIndexConcurrently(
            "attendee",
            GinIndex(
                models.Func("sounds", function="booking_name_keys"),
                name="booking_people_by_sound",
            ),
        ),
        AddIndexConcurrently(
            "attendee",
            models.Index(
                name="booking_people_by_birth",
                fields=["birth_year", "birth_month", "birth_day"],
            ),
        ),
        AddIndexConcurrently(
            "attendee",
            GinIndex(
                OpClass(
                    models.Func(
                        Lower("file_number"),
                        models.Value(" ./-–_:()"),
                        models.Value(""),
                        function="translate",
                    ),
                    name="gin_trgm_ops",
                ),
                name="booking_people_by_file",
                condition=~models.Q(file_number=""),
            ),
        ),
        AddIndexConcurrently(
            "contact",
            GinIndex(
                OpClass(Lower("email"), name="gin_trgm_ops"),
                OpClass("phone", name="gin_trgm_ops"),
                name="booking_contacts_by_part",
            ),
        ),
    ]
