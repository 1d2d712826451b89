"""Erika manages two offices in Essen; Clara works at one of them."""

import pytest
from django.test import Client
from django.utils import timezone

from offices.models import Authority, Membership, Office, User
from tests import make
from tests.signing_in import at_desk


@pytest.fixture
def office(essen: Authority) -> Office:
    return make.office(of=essen, slug="essen-amt", name_de="Rathaus")


@pytest.fixture
def campus(essen: Authority) -> Office:
    return make.office(of=essen, slug="essen-campus", name_de="Campus")


@pytest.fixture
def clara(essen: Authority, office: Office) -> User:
    """Caseworker at one office, who has been here already."""
    return make.caseworker(
        of=essen,
        office=office,
        email="clara@essen.example",
        name="Clara Essen",
        last_login=timezone.now(),
    )


@pytest.fixture
def both(clara: User, mainz: Authority) -> User:
    """Clara, who works in Mainz too."""
    Membership.objects.create(user=clara, authority=mainz, role="caseworker")
    return clara


@pytest.fixture
def manager(erika: User, office: Office) -> Client:
    """Erika's browser, signed in."""
    return at_desk(erika)
