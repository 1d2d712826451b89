"""How full the coming weeks are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from booking.charts import Column, columns
from booking.papers.tables import Table
from booking.running import WeekLoad, weeks_of
from booking.views.caseworker.place import Place
from booking.views.manager.figures.figure import Figure, Shown, toward

KEY = "load"
ALL = 100


def figure(place: Place) -> Figure:
    weeks = weeks_of(place.office, place.today)
    is_open = any(one.open for one in weeks)
    shown = Shown(
        key=KEY,
        about=_("How much of the time of all desks is taken, week by week, in percent"),
        picture=toward(columns([_column(one) for one in weeks], most=ALL)),
        sentences=_sentences(weeks),
    )
    return Figure(
        KEY,
        _("How full the coming weeks are"),
        _sentences(weeks),
        table(weeks),
        pictures=[shown] if is_open else [],
        notes=[_("Blocked times count as taken, hours without appointment do not count.")],
    )


def table_of(place: Place) -> Table:
    return table(weeks_of(place.office, place.today))


def table(weeks: Sequence[WeekLoad]) -> Table:
    return Table(
        KEY,
        [
            _("Week"),
            _("From"),
            _("To"),
            _("Open, in minutes"),
            _("Taken, in minutes"),
            _("Taken, in percent"),
        ],
        [[_name(one), one.first, one.last, one.open, one.taken, one.percent] for one in weeks],
    )


def _sentences(weeks: Sequence[WeekLoad]) -> list[str]:
    return list(_said(weeks))


def _said(weeks: Sequence[WeekLoad]) -> Iterator[str]:
    open_, taken = sum(one.open for one in weeks), sum(one.taken for one in weeks)
    if not open_:
        yield _("No desk is open in the next eight weeks.")
        return
    words = _("In the next eight weeks %(percent)d %% of the time of all desks is taken.")
    yield words % {"percent": round(100 * taken / open_)}
    fullest = max(weeks, key=lambda one: one.percent or 0)
    if fullest.percent:
        words = _("Fullest is week %(number)d: %(percent)d %%.")
        yield words % {"number": fullest.number, "percent": fullest.percent}


def _name(week: WeekLoad) -> str:
    return _("Week %(number)d") % {"number": week.number}


def _column(week: WeekLoad) -> Column:
    percent = week.percent
    said = _("closed") if percent is None else f"{percent}"
    title = f"{_name(week)}: {said}" if percent is None else f"{_name(week)}: {said} %"
    return Column(str(week.number), percent or 0, "–" if percent is None else said, title)
