"""What waits for the office stands on the first page of the administration."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from booking.models import Correction, Request
from tests import make, people
from tests.booking.inviting import invited, offering_of
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


def waits(user: Any) -> list[str]:
    html = at_desk(user).get(reverse("admin:index")).content.decode()
    lines = re.findall(r'<li><a href="/desk/([^"]+)">(.*?)</a></li>', html)
    return [f"{url} {unescape(re.sub('<[^>]+>', '', words)).strip()}" for url, words in lines]


def something_of_everything(authority) -> tuple[str, str]:
    """At two offices, returned by their addresses: one has times, the other is closed."""
    now, offering, full = timezone.now(), offering_of(authority), offering_of(authority)
    full.office.opening_hours.all().delete()
    asked = people.asked(now=now, offering=offering)
    people.asked(now=now, offering=offering)
    Correction.objects.create(booking=asked, family_name="Hadi", birth_year=1990, reported_at=now)
    invited(offering)
    invited(full)
    return offering.office.slug, full.office.slug


def test_where_nothing_waits_nothing_is_said(erika):
    assert waits(erika) == []


def test_requests_invitations_without_a_time_and_typing_errors_are_counted(erika, essen, mainz):
    first, second = something_of_everything(essen)
    something_of_everything(mainz)
    assert waits(erika) == [
        f"{first}/requests/ 2 requests wait for an answer.",
        f"{first}/corrections/ 1 reported typing error waits.",
        f"{second}/invitations/?state=nothing For 1 invited person no time is free.",
    ]
    Request.objects.filter(booking__authority=essen).update(
        asked_at=timezone.now() - timedelta(days=4)
    )
    assert waits(erika)[0] == (
        f"{first}/requests/ 2 requests wait for an answer. 2 of them are overdue."
    )


def test_who_manages_nothing_is_told_nothing(essen):
    something_of_everything(essen)
    assert waits(make.caseworker(of=essen, is_staff=True)) == []
