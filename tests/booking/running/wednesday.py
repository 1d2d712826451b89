"""Numbers for how an office runs: outcomes and looks, made up day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from booking.models import Outcome, WaitingTime
from offices.models import Offering

WEDNESDAY = date(2026, 9, 16)
NINE = datetime(2026, 9, 16, 7, tzinfo=UTC)  # Wednesday 09:00 in Germany


def ago(days: int) -> date:
    return WEDNESDAY - timedelta(days=days)


def outcomes(
    offering: Offering, what: str, count: int, *, on: date = WEDNESDAY, lead: int | None = 0
) -> None:
    Outcome.objects.bulk_create(
        Outcome(
            authority_id=offering.office.authority_id,
            offering=offering,
            what=what,
            on=on,
            lead_days=lead,
            minutes=offering.duration_minutes,
            persons=1,
            language="de",
        )
        for _number in range(count)
    )


def looked(offering: Offering, on: date, days: int | None) -> WaitingTime:
    return WaitingTime.objects.create(offering=offering, on=on, days=days)
