"""Letting a year pass, from one event to the next, with a clock of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage

from django.db.models import Min

from booking import notifications
from booking.models import Message
from tests.booking.notifications.postbox import Postbox
from tests.booking.notifications.year.oracle import LAST_CALL, REMINDER, Mail, World

GRACE = timedelta(seconds=3)
COUNTED = {*REMINDER.values(), *LAST_CALL.values()}
DAY = re.compile(r"[A-Z]\w+, \d+\. \w+ \d{4}")
TIME = re.compile(r"Uhrzeit: (\d\d:\d\d)")

Act = Callable[[datetime], None]


class Walk:
    def __init__(self, world: World, postbox: Postbox, begin: datetime) -> None:
        self.world, self.postbox, self.clock = world, postbox, begin
        self.came: list[Mail] = []

    def now(self) -> datetime:
        return self.clock

    def through(self, acts: Iterable[tuple[datetime, Act]], end: datetime) -> None:
        for moment, act in sorted(acts, key=lambda one: one[0]):
            self._sweep_until(moment)
            self.clock = moment
            act(moment)
        self._sweep_until(end)

    def _sweep_until(self, moment: datetime) -> None:
        while (at := self._next_round()) and at <= moment:
            self.clock = at
            is_refused = any(span.covers(at) for span in self.world.refusing)
            self.postbox.answer_to_recipient = "451 later" if is_refused else "250 OK"
            while notifications.sweep():
                pass
            self._take_mails()
            assert self._next_round() != at, "the sweep leaves something behind"

    def _next_round(self) -> datetime | None:
        """When the sweep finds something: it looks every two seconds, unless it is away."""
        owed = Message.objects.filter(status=Message.Status.OWED)
        due = owed.aggregate(first=Min("due_at"))["first"]
        if due is None:
            return None
        at = max(due + GRACE, self.clock)
        return next((span.ends for span in self.world.sleeping if span.covers(at)), at)

    def _take_mails(self) -> None:
        for mail, to in zip(self.postbox.mails, self.postbox.recipients, strict=True):
            subject = mail["Subject"].strip()  # a long one is folded before its first word
            if subject in COUNTED:
                self.came.append(Mail(self.clock, to, subject, _says(mail)))
        self.postbox.mails.clear()
        self.postbox.recipients.clear()


def _says(mail: EmailMessage) -> str:
    """The words in German, which stand below the person's language."""
    text = mail.get_body(("plain",)).get_content()
    return " ".join(DAY.findall(text)[-1:] + TIME.findall(text)[-1:])
