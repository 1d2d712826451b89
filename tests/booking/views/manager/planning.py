"""What a manager types and presses on the pages of hours."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from offices.models import Office, OpeningHours

HOURS = "/manage/essen-amt/hours/"
DRAFT = "/manage/essen-amt/draft/"
SEEN = re.compile(r'name="seen" value="(\w+)"')


def typed(rule: OpeningHours, **fields: Any) -> dict[str, Any]:
    """The form of the rule as it opens, with other things typed."""
    usual = {
        "weekday": rule.weekday,
        "opens": f"{rule.opens:%H:%M}",
        "closes": f"{rule.closes:%H:%M}",
        "audience": rule.audience,
        "every_weeks": rule.every_weeks,
    }
    return usual | fields


def plan_shorter(client: Client, rule: OpeningHours, closes: str = "10:00") -> Any:
    return client.post(f"{HOURS}{rule.pk}/", typed(rule, closes=closes))


def save(client: Client, **fields: Any) -> Any:
    """Look at the draft and press the button, with decisions."""
    shown = client.get(DRAFT).text
    found = SEEN.search(shown)
    assert found is not None
    return client.post(DRAFT, decisions(found[1], **fields))


def decisions(seen: str, **fields: Any) -> dict[str, Any]:
    today = timezone.localdate()
    usual = {
        "seen": seen,
        "reason": "hours",
        "until": later(today, 14),
        "latest": later(today, 70),
    }
    return usual | fields


def later(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def seen(text: str) -> str:
    """What people see of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def whole(day: date, office: Office) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, time.min, office.zone)
    return begins, begins + timedelta(days=1)
