"""Which mails must come when, found by walking the office's clock minute by minute.

Slow, and obviously right: it knows the rules as they are told to people, and imports nothing of
the code that keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
ROUND = timedelta(seconds=3)  # the sweep leaves so long to a worker
WAKING = range(7, 21)
WEEK = 7
# After every refusal it is tried again: for three days.
PAUSES = (
    *(timedelta(seconds=10), timedelta(seconds=30), 2 * MINUTE, 10 * MINUTE, 60 * MINUTE),
    *(timedelta(hours=6),) * 12,
)
REMINDER = {
    "de": "Erinnerung an Ihren Termin",
    "en": "Reminder of your appointment",
    "ar": "تذكير بموعدك",
    "uk": "Нагадування про Ваш прийом",
}
LAST_CALL = {
    "de": "Bitte wählen Sie bald eine Zeit",
    "en": "Please choose a time soon",
    "ar": "يُرجى اختيار وقت قريبًا",
    "uk": "Оберіть, будь ласка, час найближчим часом",
}
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    *("August", "September", "Oktober", "November", "Dezember"),
)


class Span(NamedTuple):
    begins: datetime
    ends: datetime

    def covers(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends


class Mail(NamedTuple):
    at: datetime
    to: str
    subject: str
    says: str  # the day, and the time of an appointment, in German


@dataclass(frozen=True)
class World:
    sleeping: list[Span]  # nobody sweeps
    refusing: list[Span]  # the mail server says: later


@dataclass
class Story:
    """What a person had, from when on: a start, or None after cancelling."""

    email: str
    zone: ZoneInfo
    days: frozenset[int]
    spoken: list[tuple[datetime, str]]
    had: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    invited: datetime | None = None
    latest: date = date.max

    def language(self, moment: datetime) -> str:
        return [language for since, language in self.spoken if since <= moment][-1]

    def start(self, moment: datetime) -> datetime | None:
        """The appointment they have at that moment."""
        return ([None] + [start for since, start in self.had if since <= moment])[-1]


def mails(story: Story, world: World) -> list[Mail]:
    return [*_reminders(story, world), *_last_calls(story, world)]


def is_fair(mail: Mail, story: Story) -> bool:
    """By day, about the appointment they have then, before it begins; or while they may choose."""
    is_day = mail.at.astimezone(story.zone).hour in WAKING
    if mail.subject in LAST_CALL.values():
        return is_day and _may_choose(story, mail.at)
    start = story.start(mail.at)
    return is_day and start is not None and mail.at < start and mail.says == when(start, story)


def _reminders(story: Story, world: World) -> Iterator[Mail]:
    never = datetime.max.replace(tzinfo=story.zone), None
    for (since, start), (changed, _what) in pairwise([*story.had, never]):
        if start is None:
            continue
        due = sorted({waking_minute(start, days, story.zone) for days in story.days})
        for one, later in pairwise([*(at for at in due if at > since), start]):
            over = min(changed, later, start)
            at = comes(one, lambda at, over=over: at < over, story.zone, world)
            if at:
                subject = REMINDER[story.language(at)]
                yield Mail(at, story.email, subject, when(start, story))


def _last_calls(story: Story, world: World) -> Iterator[Mail]:
    """To somebody invited who has no appointment a week before the latest day."""
    if story.invited is None:
        return
    midnight = datetime.combine(story.latest, time.min, tzinfo=story.zone)
    due = waking_minute(midnight, WEEK, story.zone)
    at = comes(due, lambda at: _may_choose(story, at), story.zone, world)
    if at and due > story.invited:
        yield Mail(at, story.email, LAST_CALL[story.language(at)], day(midnight, story))


def _may_choose(story: Story, at: datetime) -> bool:
    return story.start(at) is None and at.astimezone(story.zone).date() <= story.latest


def waking_minute(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The first minute at which it is so many days before, not earlier in the day than the
    appointment, and nobody sleeps.
    """
    wall = start.astimezone(zone)
    that_day = wall.date() - timedelta(days)
    at = datetime.combine(that_day, time.min, tzinfo=zone).astimezone(start.tzinfo)
    while True:
        there = at.astimezone(zone)
        is_time = there.date() > that_day or there.time() >= wall.time()
        if is_time and there.hour in WAKING:
            return at
        at += MINUTE


def comes(
    due: datetime, is_wanted: Callable[[datetime], bool], zone: ZoneInfo, world: World
) -> datetime | None:
    """When the mail server takes it; None when it was not wanted any more, or for too long not."""
    at = due
    for pause in (*PAUSES, None):
        at = next_round(at, zone, world)
        if not is_wanted(at):
            return None
        if not any(span.covers(at) for span in world.refusing):
            return at
        at += pause or timedelta(0)
    return None


def next_round(at: datetime, zone: ZoneInfo, world: World) -> datetime:
    """The next at which somebody sweeps by day."""
    while True:
        at += ROUND
        at = next((span.ends for span in world.sleeping if span.covers(at)), at)
        if at.astimezone(zone).hour in WAKING:
            return at
        at = at.replace(second=0)
        while at.astimezone(zone).hour not in WAKING:
            at += MINUTE


def day(moment: datetime, story: Story) -> str:
    wall = moment.astimezone(story.zone)
    return f"{DAYS[wall.weekday()]}, {wall.day}. {MONTHS[wall.month - 1]} {wall.year}"


def when(start: datetime, story: Story) -> str:
    return f"{day(start, story)} {start.astimezone(story.zone):%H:%M}"
