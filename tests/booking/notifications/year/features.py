"""What a year has met, so that its test can say that it shows something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from tests.booking.notifications.year.lives import CHANGES
from tests.booking.notifications.year.oracle import ROUND, WAKING, Mail, Story, World, waking_minute

DAY = timedelta(days=1)
AT_LEAST = {
    "reminder": 50,
    "invitation ends soon": 1,
    "on the day of a change": 3,
    "of an appointment on the day of a change": 1,
    "of an appointment at night": 5,
    "late after the outage": 1,
    "late after refusals": 1,
    "late by more than a day": 1,
    "moved": 5,
    "cancelled": 5,
    "taken back": 1,
}


def features(came: Iterable[Mail], stories: Iterable[Story], world: World) -> Counter[str]:
    known = {story.email: story for story in stories}
    of_mails = Counter(one for mail in came for one in _of_mail(mail, known[mail.to], world))
    return of_mails + Counter(one for story in known.values() for one in _of_story(story))


def _of_mail(mail: Mail, story: Story, world: World) -> Iterator[str]:
    there, start = mail.at.astimezone(story.zone), story.start(mail.at)
    yield "reminder" if start else "invitation ends soon"
    if there.date() in CHANGES:
        yield "on the day of a change"
    if start:
        yield from _of_start(start.astimezone(story.zone))
        minutes = [waking_minute(start, days, story.zone) for days in story.days]
        due = max(minute for minute in minutes if minute < mail.at)
        yield from _of_late(due, mail.at, world)


def _of_start(there: datetime) -> Iterator[str]:
    if there.date() in CHANGES:
        yield "of an appointment on the day of a change"
    if there.hour not in WAKING:
        yield "of an appointment at night"


def _of_late(due: datetime, at: datetime, world: World) -> Iterator[str]:
    if any(span.covers(due + ROUND) for span in world.sleeping):
        yield "late after the outage"
    if any(span.covers(due + ROUND) for span in world.refusing):
        yield "late by more than a day" if at - due > DAY else "late after refusals"


def _of_story(story: Story) -> Iterator[str]:
    for (_since, before), (_then, after) in pairwise(story.had):
        if before and after:
            yield "moved"
        else:
            yield "cancelled" if before else "taken back"
