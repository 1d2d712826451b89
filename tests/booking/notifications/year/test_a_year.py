"""A year goes by, with both changes of the clock, two days in which nobody sweeps, and a mail
server that refuses for minutes, hours and days. Every reminder that is due comes once.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
from django.db import transaction

from booking.models import Message
from tests.booking.notifications.year.features import AT_LEAST, features
from tests.booking.notifications.year.lives import Life, draw_world, places
from tests.booking.notifications.year.oracle import Story, is_fair, mails
from tests.booking.notifications.year.walk import Walk

BEGIN, END = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)
PEOPLE = 60

pytestmark = pytest.mark.django_db


def test_every_reminder_of_a_year_comes_once_in_time_and_by_day(request, postbox, monkeypatch):
    open_, met = places(), Counter()
    for number in range(12) if request.config.getoption("--long") else [0]:
        with transaction.atomic():
            walk = Walk(draw_world(Random(number)), postbox, BEGIN)
            monkeypatch.setattr("django.utils.timezone.now", walk.now)
            lives = [
                Life(n, Random(PEOPLE * number + n), open_[n % len(open_)]) for n in range(PEOPLE)
            ]
            walk.through((act for one in lives for act in one.acts()), END)
            stories = [one.story for one in lives]
            compare(walk, stories)
            met += features(walk.came, stories, walk.world)
            transaction.set_rollback(True)
    assert {name: met[name] for name, least in AT_LEAST.items() if met[name] < least} == {}


def compare(walk: Walk, stories: list[Story]) -> None:
    wanted = [mail for story in stories for mail in mails(story, walk.world)]
    assert sorted(walk.came) == sorted(wanted)
    told = {story.email: story for story in stories}
    assert [mail for mail in walk.came if not is_fair(mail, told[mail.to])] == []
    assert not Message.objects.filter(status=Message.Status.OWED).exists()
