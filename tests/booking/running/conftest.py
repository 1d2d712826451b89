"""An office in Essen with two desks, open on weekdays from 08:00 to 12:00; words are English."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from offices.models import Offering, Office
from tests import make


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def office(essen) -> Office:
    return make.office_open_on_weekdays(of=essen, desks=2)


@pytest.fixture
def offering(office) -> Offering:
    """Half an hour, at both desks."""
    return make.offering(at=office, service=make.service(name_de="Karte abholen"))
