"""The first page of an office's managers: what waits, and how the office runs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from booking import running
from booking.papers.tables import CSV_TYPE, Table, as_csv, as_xlsx
from booking.papers.workbook import TYPE
from booking.views.caseworker.place import Place
from booking.views.caseworker.waits import lines_of, waits_at
from booking.views.files import file_to_save
from booking.views.manager.figures import load, turnout, waiting
from booking.views.manager.place import managed, page
from offices.models import Offering

TABLES: dict[str, Callable[[Place], Table]] = {
    waiting.KEY: lambda place: waiting.Waits(place, _services(place)).every_week(),
    load.KEY: load.table_of,
    turnout.KEY: lambda place: turnout.Turnouts(_services(place)).table(),
}
KINDS = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, TYPE)}


@require_safe
@managed
@gzip_page
def overview(request: HttpRequest, place: Place) -> HttpResponse:
    services = _services(place)
    return page(
        request,
        place,
        "overview",
        title=_("Overview"),
        waits=list(lines_of(place.office, waits_at(place.office, place.now))),
        figures=[
            waiting.Waits(place, services).figure(),
            load.figure(place),
            turnout.Turnouts(services).figure(),
        ],
        as_of=place.on_the_wall(place.now),
        place_is="overview",
    )


def _services(place: Place) -> list[Offering]:
    """With all that is counted of each: one statement, however many there are."""
    rows = running.services(place.office)
    return list(rows.annotate(past=running.past(place.today), counted=running.counted(place.today)))


@require_safe
@managed
def table(request: HttpRequest, place: Place, key: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """One of the tables as a file. Raises Http404 where there is no such table."""
    if key not in TABLES:
        raise Http404
    return file_of(TABLES[key](place), kind, f"{key}-{place.office.slug}-{place.today}")


def file_of(shown: Table, kind: str, name: str) -> HttpResponse:
    """Raises Http404 for a kind of file that we do not write."""
    if kind not in KINDS:
        raise Http404
    write, type_ = KINDS[kind]
    return file_to_save(write(shown), f"{name}.{kind}", type_)


@require_POST
@managed
def warning(request: HttpRequest, place: Place) -> HttpResponse:
    """Switch the mails on or off that warn before a service runs out of free times."""
    office = place.office
    office.warns_of_shortage = request.POST.get("warn") == "yes"
    office.save(update_fields=["warns_of_shortage"])
    if office.warns_of_shortage:
        messages.success(request, _("Managers are warned by mail again."))
    else:
        messages.success(request, _("Nobody is warned by mail any more."))
    return redirect(f"{place.manage('office')}#{waiting.KEY}")
