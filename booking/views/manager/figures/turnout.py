"""Who comes, who cancels late, who does not come: by service, never by somebody of the staff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from booking.charts import Part, share
from booking.papers.tables import Table
from booking.papers.workbook import Value
from booking.running import Turnout, turnout_of
from booking.views.manager.figures.figure import Figure, Shown, toward
from offices.models import Offering

KEY = "turnout"
MOST = 8
KINDS = (
    ("came", gettext_lazy("came")),
    ("late", gettext_lazy("cancelled on the last two days")),
    ("missed", gettext_lazy("did not come")),
)


@dataclass(frozen=True)
class Row:
    """Of a service, or of all together: the last 90 days, and the 90 days before."""

    name: str
    now: Turnout
    before: Turnout

    def cells(self) -> list[Value]:
        return [
            self.name,
            self.now.all,
            _rate(self.now.missed_percent),
            _rate(self.before.missed_percent),
            _rate(self.now.late_percent),
            _rate(self.before.late_percent),
        ]

    def sentences(self) -> Iterator[str]:
        if not self.now.is_enough:
            words = ngettext(
                "In the last 90 days there was %(count)d appointment: too few for a rate.",
                "In the last 90 days there were %(count)d appointments: too few for a rate.",
                self.now.all,
            )
            yield words % {"count": self.now.all}
            return
        words = _(
            "Last 90 days: %(missed)d %% did not come, %(late)d %% cancelled on the last two days."
        )
        yield words % _percents(self.now)
        if self.before.is_enough:
            words = _("The 90 days before: %(missed)d %% and %(late)d %%.")
            yield words % _percents(self.before)


@dataclass(frozen=True)
class Turnouts:
    """Of the services of an office, which were read with what was `counted`, in their order."""

    services: Sequence[Offering]

    @cached_property
    def rows(self) -> list[Row]:
        found = (
            Row(str(one.service), *turnout_of(getattr(one, "counted", None)))
            for one in self.services
        )
        return [one for one in found if one.now.all or one.before.all]

    @cached_property
    def total(self) -> Row:
        return Row(
            _("All services"),
            sum((one.now for one in self.rows), Turnout()),
            sum((one.before for one in self.rows), Turnout()),
        )

    def figure(self) -> Figure:
        if not self.rows:
            return Figure(KEY, _title(), [_("Here you will see how many people come.")], None)
        shown = [_shown(f"turnout-{number}", one) for number, one in enumerate(self._with_rates())]
        total = _shown("turnout", self.total) if self.total.now.is_enough else None
        return Figure(
            KEY,
            _title(),
            list(self.total.sentences()),
            self.table(),
            pictures=[total, *shown[:MOST]] if total else [],
            others=shown[MOST:],
            legend=[(kind, str(word)) for kind, word in KINDS] if total else [],
            notes=list(_notes()),
        )

    def _with_rates(self) -> list[Row]:
        """Those of which it can be said; where most people do not come, first."""
        sure = [one for one in self.rows if one.now.is_enough]
        return sorted(sure, key=lambda one: -(one.now.missed_percent or 0))

    def table(self) -> Table:
        return Table(
            KEY,
            [
                _("Service"),
                _("Appointments"),
                _("Did not come, in percent"),
                _("Did not come, in percent, 90 days before"),
                _("Cancelled late, in percent"),
                _("Cancelled late, in percent, 90 days before"),
            ],
            [one.cells() for one in (self.total, *self.rows)] if self.rows else [],
        )


def _title() -> str:
    return _("Who comes")


def _notes() -> Iterator[str]:
    yield _(
        "Of the appointments that stood in the calendar two days before, whoever cancelled: the "
        "person or the office."
    )
    yield _("Below ten appointments no rate is given: it would say nothing.")


def _shown(key: str, row: Row) -> Shown:
    sentences: Sequence[str] = list(row.sentences())
    return Shown(
        key=key,
        title=row.name,
        about=_("What became of the appointments of the last 90 days"),
        sentences=sentences,
        picture=toward(share(_parts(row.now))),
    )


def _parts(now: Turnout) -> list[Part]:
    return [Part(kind, getattr(now, kind), f"{word}: {getattr(now, kind)}") for kind, word in KINDS]


def _percents(turnout: Turnout) -> dict[str, int | None]:
    return {"missed": turnout.missed_percent, "late": turnout.late_percent}


def _rate(percent: int | None) -> int | str:
    return _("too few") if percent is None else percent
