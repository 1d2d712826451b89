"""The ten authorities as loaded, for tests that only read them."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from offices.pilot.loading import load
from offices.pilot.reading import Data


@pytest.fixture(scope="module")
def ten(django_db_setup, django_db_blocker) -> Iterator[dict[str, int]]:
    """Load once for a module and forget afterwards; such tests do without `db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(Data.read())
        transaction.set_rollback(True)
