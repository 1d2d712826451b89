"""Who comes: of the appointments that stood in the calendar two days before, what became of them.

Counted from the anonymous lines of statistics, by service; never by somebody of the staff.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from booking.models import Outcome

DAYS = 90
LATE = 2  # days before the appointment, or fewer
FEWEST = 10  # below that a rate says nothing
What = Outcome.What


@dataclass(frozen=True, slots=True)
class Turnout:
    came: int = 0
    late: int = 0
    missed: int = 0

    def __add__(self, other: Turnout) -> Turnout:
        return Turnout(self.came + other.came, self.late + other.late, self.missed + other.missed)

    @property
    def all(self) -> int:
        return self.came + self.late + self.missed

    @property
    def is_enough(self) -> bool:
        return self.all >= FEWEST

    @property
    def missed_percent(self) -> int | None:
        return self._percent(self.missed)

    @property
    def late_percent(self) -> int | None:
        return self._percent(self.late)

    def _percent(self, part: int) -> int | None:
        return round(100 * part / self.all) if self.is_enough else None


def counted(today: date) -> Subquery:
    """To annotate offerings with: what became of appointments in DAYS, and in DAYS before."""
    middle, first = today - timedelta(days=DAYS), today - timedelta(days=2 * DAYS)
    periods = {
        "now": Q(on__gt=middle, on__lte=today),
        "before": Q(on__gt=first, on__lte=middle),
    }
    kinds = {
        "came": Q(what=What.ATTENDED),
        "late": Q(what=What.CANCELLED, lead_days__range=(0, LATE)),
        "missed": Q(what=What.MISSED),
    }
    counts = {
        f"{period}_{kind}": Count("pk", filter=when & of_kind)
        for period, when in periods.items()
        for kind, of_kind in kinds.items()
    }
    near = Outcome.objects.filter(offering=OuterRef("pk"), on__gt=first, on__lte=today)
    rows = near.order_by().values("offering").annotate(**counts)
    return Subquery(
        rows.values(counted=JSONObject(**{name: name for name in counts})),
        output_field=JSONField(),
    )


def turnout_of(found: dict[str, Any] | None) -> tuple[Turnout, Turnout]:
    """What `counted` has found: of the last days, and of those before."""
    values = found or {}
    now, before = (
        Turnout(*(values.get(f"{period}_{kind}", 0) for kind in ("came", "late", "missed")))
        for period in ("now", "before")
    )
    return now, before
