"""What more desks would do, before anybody opens one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from booking.charts import Column, columns
from booking.forms.manager.what_if import WhatIfForm
from booking.papers.tables import Table
from booking.running import Effect, MoreDesks, last_day, offered, services, try_out
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.figures import Figure, Shown, toward
from booking.views.manager.figures.waiting import said
from booking.views.manager.overview import file_of
from booking.views.manager.place import managed, page
from offices.moments import day_in_words, weekdays_in_words

KEY = "what-if"


@require_safe
@managed
def what_if(request: HttpRequest, place: Place) -> HttpResponse:
    form = _form(request, place)
    tried = _try(place, form) if form.is_valid() else None
    return page(
        request,
        place,
        "what_if",
        status=status_of(form),
        title=_("What if we had more desks?"),
        form=form,
        figure=tried.figure() if tried else None,
        tried=tried,
        query=request.GET.urlencode(),
        place_is="what_if",
    )


@require_safe
@managed
def what_if_file(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
    """The same as a file; what cannot be tried leads back to the form."""
    form = _form(request, place)
    if not form.is_valid():
        return redirect(f"{place.manage('what_if')}?{request.GET.urlencode()}")
    name = f"{KEY}-{place.office.slug}-{place.today}"
    return file_of(_try(place, form).table(), kind, name)


def _form(request: HttpRequest, place: Place) -> WhatIfForm:
    rows = offered(place.office, services(place.office), place.today)
    until = {one: last_day(one, place.now) for one in rows}
    return WhatIfForm(request.GET, until, today=place.today, language=place.language)


def _try(place: Place, form: WhatIfForm) -> Tried:
    more, chosen = form.more_desks(), form.chosen(form.cleaned_data)
    return Tried(place, more, try_out(place.office, chosen, more, now=place.now))


@dataclass(frozen=True)
class Tried:
    """What was tried, and what came of it."""

    place: Place
    more: MoreDesks
    effects: Sequence[Effect]

    def summary(self) -> str:
        """What was tried, to read on paper beside its result."""
        names = weekdays_in_words(self.place.language)
        words = ngettext(
            "%(count)d more desk: %(days)s, %(clock)s, from %(day)s on.",
            "%(count)d more desks: %(days)s, %(clock)s, from %(day)s on.",
            self.more.desks,
        )
        return words % {
            "count": self.more.desks,
            "days": ", ".join(names[one][1] for one in self.more.weekdays),
            "clock": f"{self.more.opens:%H:%M}–{self.more.closes:%H:%M}",
            "day": day_in_words(self.more.first, self.place.language),
        }

    def figure(self) -> Figure:
        return Figure(
            KEY,
            _("What it would bring"),
            [self.summary()],
            self.table(),
            pictures=[self._shown(one) for one in self.effects],
            legend=[("first", _("free now")), ("more", _("free with the new desks"))],
            notes=list(_notes()),
        )

    def _shown(self, one: Effect) -> Shown:
        return Shown(
            key=f"effect-{one.offering.pk}",
            title=str(one.offering.service),
            about=_("Free times week by week, now and with the new desks"),
            sentences=[*self._more(one), *_sooner(one)],
            picture=toward(columns([_column(one, week) for week in one.weeks])),
        )

    def _more(self, one: Effect) -> Iterator[str]:
        day = day_in_words(one.until, self.place.language)
        if not one.more:
            yield _("There would be no additional free times until %(day)s.") % {"day": day}
            return
        week = one.more_a_week(self.more.first)
        words = ngettext(
            "%(week)d more free time a week, %(all)d more until %(day)s.",
            "%(week)d more free times a week, %(all)d more until %(day)s.",
            week,
        )
        yield words % {"week": week, "all": one.more, "day": day}

    def table(self) -> Table:
        return Table(
            KEY,
            [
                _("Service"),
                _("Free times now"),
                _("Free times with the new desks"),
                _("More a week"),
                _("Days until the first free date now"),
                _("Days until the first free date with the new desks"),
            ],
            [
                [
                    str(one.offering.service),
                    one.now.all,
                    one.then.all,
                    one.more_a_week(self.more.first),
                    said(one.now.days),
                    said(one.then.days),
                ]
                for one in self.effects
            ],
        )


def _notes() -> Iterator[str]:
    yield _("Nothing was changed: this was only tried out.")
    yield _("Services share these times, so the numbers of two services do not add up.")


def _sooner(one: Effect) -> Iterator[str]:
    if one.then.days is None:
        yield _("Nothing would be free even then.")
    elif one.now.days is None:
        words = ngettext(
            "Now nothing is free; then people would wait %(count)d day.",
            "Now nothing is free; then people would wait %(count)d days.",
            one.then.days,
        )
        yield words % {"count": one.then.days}
    elif one.sooner:
        words = ngettext(
            "The first free date would come %(count)d day sooner.",
            "The first free date would come %(count)d days sooner.",
            one.sooner,
        )
        yield words % {"count": one.sooner}
    else:
        yield _("The first free date would stay the same.")


def _column(one: Effect, week: date) -> Column:
    now, then = one.now.weeks.get(week, 0), one.then.weeks.get(week, 0)
    number = week.isocalendar().week
    title = _("Week %(number)d") % {"number": number}
    return Column(str(number), now, str(then), f"{title}: {now} → {then}", more=max(then - now, 0))
