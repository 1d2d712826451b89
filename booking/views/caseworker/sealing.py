"""The sealed copy: the lists of the next days for a day on which the network is down."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from booking import floods
from booking.agenda import days_at_work
from booking.forms.sealing import SealForm
from booking.papers.lists import lists_pdf
from booking.papers.sealing import sealed
from booking.views.caseworker.lists import count_list, next_day, printed, read_list
from booking.views.caseworker.place import DESK, Place, at_office, page
from booking.views.files import file_to_save
from offices.moments import day_in_words

MOST_DAYS = 5


@sensitive_post_parameters("passphrase", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@at_office(*DESK)
def seal(request: HttpRequest, place: Place) -> HttpResponse:
    """What is typed seals the answer and is kept nowhere."""
    form = SealForm(request.POST if request.method == "POST" else None, _days(place))
    if not form.is_valid():
        return _page(request, place, form, status=422 if form.is_bound else 200)
    try:
        count_list(request, place)
    except floods.TooManyError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, place, form, status=429)
    return _sealed(place, form)


def _days(place: Place) -> list[tuple[date, str]]:
    """Today, if it is a day at work, and the next ones, with their names."""
    days = days_at_work(place.office, place.today)[:MOST_DAYS] or [next_day(place)]
    return [(day, day_in_words(day, place.language)) for day in days]


def _page(request: HttpRequest, place: Place, form: SealForm, *, status: int) -> HttpResponse:
    return page(
        request,
        place,
        "sealed",
        status=status,
        title=_("Sealed copy for a day without network"),
        form=form,
        back_url=place.path("tomorrow"),
        place_is="tomorrow",
    )


def _sealed(place: Place, form: SealForm) -> HttpResponse:
    days = form.cleaned_data["days"]
    lists = [read_list(place, day) for day in days]
    paper = lists_pdf(place.office, lists, printed=printed(place), language=place.language)
    written = sealed(paper, form.cleaned_data["passphrase"])
    return file_to_save(written, f"sealed-{days[0]}.pdf")
