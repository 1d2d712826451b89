"""Saving a draft as a manager would who decides the same for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from booking.impact import Decided, Foreseen, carry_out, foresee, save
from booking.models import Affected
from offices.changes.steps import Step, add_to, steps_of
from offices.models import Change, OpeningHours

Decision = Affected.Decision


def foreseen(change: Change, now: datetime) -> Foreseen:
    return foresee(change.office, steps_of(change), now=now)


def drafted(change: Change, steps: list[Step]) -> Change:
    add_to(change, steps)
    return change


def decided(seen: Foreseen, decision: Decision, now: datetime) -> Decided:
    return Decided(
        for_people={hit.booking: decision for hit in seen.hits},
        kept_until=now + timedelta(days=7),
        latest=timezone.localdate(now) + timedelta(days=60),
    )


def saved(change: Change, decision: Decision, now: datetime) -> Change:
    """Foreseen, decided, saved and carried out to the end."""
    seen = foreseen(change, now)
    made = save(change, decided(seen, decision, now), by=change.made_by, now=now)
    carry_out(made, now=timezone.now, seconds=60)
    return made


def rule_of(change: Change, weekday: int) -> OpeningHours:
    return OpeningHours.objects.get(office=change.office, weekday=weekday)
