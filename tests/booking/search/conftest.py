"""One desk in Essen."""

import pytest

from offices.models import Offering
from tests import make


@pytest.fixture
def offering(essen) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=essen))
