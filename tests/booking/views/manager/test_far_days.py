"""Days that nobody means, in addresses and in forms: never an error of ours."""

import pytest

from offices.models import Change
from tests.booking.views.manager.planning import seen

pytestmark = pytest.mark.django_db
AT = "/manage/essen-amt/"
FAR = ("9999-12-31", "0001-01-01", "2026-02-30", "yesterday", "\x00")
SAYS = "This day is too far away. Please look at the year again."


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize(
    "address",
    ["hours/?week=", "hours/beside/?other=", "one-day/?day=", "closures/add/?day="],
)
def test_an_address_with_such_a_day_is_answered_as_without(managing, office, address, day):
    assert managing.get(f"{AT}{address}{day}").status_code == 200


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("closures/add/", {"reason": "training", "first": FAR[0], "years": "3"}),
        ("hours/copy-week/", {"source": "2027-01-04", "first": "2027-02-01", "last": FAR[0]}),
        ("one-day/", {"day": FAR[0]}),
        ("office/change/end/", {"seen": "0", "valid_until": FAR[0]}),
        (
            "house/move/",
            {"since": FAR[0], "street": "Neuweg 2", "postal_code": "45127", "city": "X"},
        ),
        (
            "hours/add/",
            {"on_days": ["1"], "opens": "08:00", "closes": "09:00", "audience": "public"}
            | {"since": FAR[0], "every_weeks": "1"},
        ),
    ],
)
def test_such_a_day_in_a_form_is_said_to_be_too_far_away(managing, office, where, fields):
    answer = managing.post(f"{AT}{where}", fields)
    assert answer.status_code == 422
    assert SAYS in seen(answer.text)
    assert Change.objects.count() == 0
