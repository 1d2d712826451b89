"""Erika manages an office in Essen where it is always about noon, whenever the tests run."""

import pytest
from django.test import Client

from offices.models import User
from tests.booking.views.caseworker.conftest import office, today, zone_with_noon
from tests.signing_in import at_desk

__all__ = ["office", "today", "zone_with_noon"]


@pytest.fixture
def manager(erika: User) -> Client:
    """Her browser, signed in."""
    return at_desk(erika)
