"""What is odd stands at the head of the pages, as it will be with the draft."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db

BASE = "/manage/essen-amt"
ODD = "Zimmer 9 serves no service: nobody can book there."


@pytest.mark.parametrize("page", ["hours", "closures", "desks"])
def test_the_pages_say_what_is_odd_and_lead_there(managing, office, offering, page):
    desk = make.desk(at=office, label="Zimmer 9")
    text = managing.get(f"{BASE}/{page}/").text
    assert ODD in text
    assert f'href="{BASE}/desks/{desk.pk}/"' in text


@pytest.mark.parametrize("page", ["hours", "closures", "desks", "draft"])
def test_what_is_planned_counts_already(managing, office, offering, page):
    managing.post(f"{BASE}/desks/add/", {"label": "Zimmer 9", "position": 9})
    text = managing.get(f"{BASE}/{page}/").text
    assert ODD in text
    assert "1 thing to look at" in text


def test_where_nothing_is_odd_nothing_is_said(managing, office, offering):
    assert "to look at" not in managing.get(f"{BASE}/hours/").text
