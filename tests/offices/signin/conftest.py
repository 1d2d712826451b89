"""People who sign in; nobody has tried yet, and their passwords are checked in no time."""

from uuid import uuid4

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from offices.models import User
from tests import make


@pytest.fixture
def clara(essen) -> User:
    """Caseworker in Essen."""
    return make.caseworker(of=essen, email="clara@essen.example", name="Clara Essen")


@pytest.fixture(autouse=True)
def nobody_has_tried(settings) -> None:
    """Redis outlives a test, and the addresses of people are the same in all."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": uuid4().hex}}


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 1


@pytest.fixture(autouse=True)
def passwords_are_quick(settings) -> None:
    """Checking one is made to be slow, and here people sign in all the time."""
    settings.PASSWORD_HASHERS = [f"{__name__}.{QuickHasher.__name__}"]
