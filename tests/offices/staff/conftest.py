"""People of Essen, and one of them who also works in Mainz."""

import pytest
from django.utils import timezone

from offices.models import Membership, User
from tests import make


@pytest.fixture
def clara(essen) -> User:
    """Caseworker in Essen, who has been here already."""
    return make.caseworker(
        of=essen, email="clara@essen.example", name="Clara Essen", last_login=timezone.now()
    )


@pytest.fixture
def emil(essen) -> User:
    """The second manager of Essen."""
    return make.manager(
        of=essen, email="emil@essen.example", name="Emil Essen", last_login=timezone.now()
    )


@pytest.fixture
def both(clara, mainz) -> User:
    """Clara, who works in Mainz too."""
    Membership.objects.create(user=clara, authority=mainz, role="caseworker")
    return clara
