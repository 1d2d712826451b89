"""Lists for tomorrow, or for any day: to pull files by, on the page, on paper, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking import audit, floods
from booking.agenda import Expected, days_at_work, expected_on
from booking.models import Attendee, Look
from booking.papers.lists import DayList, DeskList, Line, Person, lists_pdf
from booking.papers.spreadsheet import list_xlsx
from booking.papers.workbook import TYPE
from booking.views.caseworker.place import DESK, Place, at_office, page
from booking.views.caseworker.wording import language_name, matter
from booking.views.files import file_to_save, file_to_show
from offices.models import Desk
from offices.moments import clock_at, day_in_words

A_DAY = timedelta(days=1)
LISTED = ("name", "born", "matter", "language", "file_number", "number")


@require_safe
@at_office(*DESK)
def tomorrow(request: HttpRequest, place: Place) -> HttpResponse:
    """Of the next day at work; or lead to the day that was typed."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return _show(request, place, next_day(place))
    desk = place.desk(request.GET.get("desk"))
    return redirect(place.path("tomorrow_day", on) + _query(desk))


@require_safe
@at_office(*DESK)
def of_day(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    return _show(request, place, on)


@require_safe
@at_office(*DESK)
def as_pdf(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    try:
        count_list(request, place)
    except floods.TooManyError as refusal:
        messages.warning(request, str(refusal))
        return redirect(place.path("tomorrow_day", on))
    shown = read_list(place, on, place.desk(request.GET.get("desk")))
    written = lists_pdf(place.office, [shown], printed=printed(place), language=place.language)
    return file_to_show(written, f"list-{on}.pdf")


@require_safe
@at_office(*DESK)
def as_xlsx(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    shown = read_list(place, on, place.desk(request.GET.get("desk")))
    return file_to_save(list_xlsx(shown), f"list-{on}.xlsx", TYPE)


def count_list(request: HttpRequest, place: Place) -> None:
    """Before a list becomes a PDF, which takes seconds of a processor. Raises TooManyError."""
    floods.count_paper(request, f"lists by {place.user.pk}")


def next_day(place: Place) -> date:
    """The next day at work after today; tomorrow, where the calendar knows of none."""
    after = place.today + A_DAY
    return next(iter(days_at_work(place.office, after)), after)


def printed(place: Place) -> str:
    """Until when a list was true."""
    when = f"{place.today:%d.%m.%Y}, {clock_at(place.now, place.office.zone)}"
    return _("As of %(when)s") % {"when": when}


def read_list(place: Place, on: date, desk: Desk | None = None) -> DayList:
    """The list of a day, of one desk or all; written down as a look where it names somebody."""
    expected = expected_on(place.office, on, now=place.now)
    found = [one for one in expected if desk is None or one.entry.desk == desk.pk]
    if found:
        audit.note_look(place, Look.Page.LIST, LISTED, day=on)
    return DayList(on, tuple(_by_desk(place, found)))


def _by_desk(place: Place, found: Iterable[Expected]) -> Iterable[DeskList]:
    """In the order of the desks; those of one desk stay in the order of time."""
    labels = {one.pk: one.label for one in place.office.desks.all()}
    places = {pk: number for number, pk in enumerate(labels)}
    in_order = sorted(found, key=lambda one: places[one.entry.desk])
    for desk, those in groupby(in_order, key=attrgetter("entry.desk")):
        yield DeskList(labels[desk], tuple(_line(place, one) for one in those))


def _line(place: Place, expected: Expected) -> Line:
    entry = expected.entry
    return Line(
        booking=entry.booking or 0,
        begins=entry.begins.astimezone(place.office.zone).time(),
        people=tuple(map(_person, expected.people)),
        matter=matter(entry.offerings or [], 1, place.language),
        persons=entry.persons or 1,
        language=language_name(entry.language or "de"),
        is_alone=entry.needs_translation,
        number=entry.spoken_number,
    )


def _person(one: Attendee) -> Person:
    return Person(one.family_name, one.given_names, one.born, one.file_number)


def _query(desk: Desk | None) -> str:
    return f"?desk={desk.pk}" if desk else ""


def _show(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    desk = place.desk(request.GET.get("desk"))
    shown, query = read_list(place, on, desk), _query(desk)
    return page(
        request,
        place,
        "tomorrow",
        title=_("List for %(day)s") % {"day": day_in_words(on, place.language)},
        shown=shown,
        is_tomorrow=on == place.today + A_DAY,
        is_today=on == place.today,
        printed=printed(place),
        desks=place.office.desks.all(),
        desk=desk,
        pdf_url=place.path("tomorrow_pdf", on) + query,
        xlsx_url=place.path("tomorrow_xlsx", on) + query,
        day_url=place.path("day", on),
        all_url=place.path("tomorrow_day", on),
        place_is="tomorrow",
    )
