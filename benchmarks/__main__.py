"""What `bin/bench` runs, in a database of its own that is dropped at the end."""

import os

import django
from django.db import connection


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")
    django.setup()
    from benchmarks import pages, slots  # noqa: PLC0415 - models can be read only after set-up

    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        for room in (slots, pages):
            room.run(lambda line: print(line, flush=True))  # noqa: T201
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


if __name__ == "__main__":
    main()
