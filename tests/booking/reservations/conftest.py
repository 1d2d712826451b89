"""One desk in Essen; what is refused is said in English."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from offices.models import Offering
from tests import make


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def offering(essen) -> Offering:
    """One desk, open on weekdays from 08:00 to 12:00; a visit takes half an hour."""
    return make.offering(at=make.office_open_on_weekdays(of=essen))
