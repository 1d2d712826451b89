"""What every test may lean on: two managers who must never see each other's authority."""

import pytest

from offices.models import Authority, User
from tests import make


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the full matrices")


@pytest.fixture
def essen(db) -> Authority:
    return make.authority(slug="essen", short_name="Essen")


@pytest.fixture
def mainz(db) -> Authority:
    return make.authority(slug="mainz", short_name="Mainz", iso="DE-RP", land="Rheinland-Pfalz")


@pytest.fixture
def erika(essen) -> User:
    """Manager in Essen."""
    return make.manager(of=essen, email="erika@essen.example", name="Erika Essen")


@pytest.fixture
def mara(mainz) -> User:
    """Manager in Mainz."""
    return make.manager(of=mainz, email="mara@mainz.example", name="Mara Mainz")
