"""All services of an office, what is odd about them, and taking up another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from booking.forms.manager.new_service import NewServiceForm
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.place import managed, page
from offices.models import Access, Offering, ServiceType
from offices.policy.oddities import AT_A_TIME, Oddities, to_look_at
from offices.policy.offering import offer
from offices.policy.sureness import facts_of
from offices.policy.words import DAY, clock, day, span
from offices.showcase.search import foldings, typed_words
from offices.wording import in_words

LONGEST_QUERY = 80


@dataclass(frozen=True, slots=True)
class Row:
    """A service ready for reading."""

    offering: Offering
    name: str
    group: str
    url: str
    access: str
    season: str
    minutes: str
    horizon: str
    desks: int
    sure: str
    is_sure: bool
    is_bookable: bool
    is_over: bool
    odd: list[str]

    @property
    def found_by(self) -> str:
        german = vars(self.offering.service)["name_de"] or ""
        return foldings(f"{self.name}\n{german}\n{self.group}")


SHOWN: dict[str, tuple[str | Promise, Callable[[Row], bool]]] = {
    "all": (gettext_lazy("all"), lambda row: not row.is_over),
    "bookable": (
        gettext_lazy("with appointments"),
        lambda row: row.is_bookable and not row.is_over,
    ),
    "others": (
        gettext_lazy("without appointments"),
        lambda row: not row.is_bookable and not row.is_over,
    ),
    "odd": (gettext_lazy("to look at"), lambda row: bool(row.odd)),
    "unsure": (gettext_lazy("not confirmed"), lambda row: not row.is_sure and not row.is_over),
    "over": (gettext_lazy("ended"), lambda row: row.is_over),
}


@require_safe
@managed
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    shown = request.GET.get("show", "all")
    shown = shown if shown in SHOWN else "all"
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    rows = [one for one in _rows(place) if SHOWN[shown][1](one)]
    if query:
        rows = _found(rows, query)
    return page(
        request,
        place,
        "services",
        title=capfirst(_("services")),
        groups=[(name, list(each)) for name, each in groupby(rows, key=lambda row: row.group)],
        count=len(rows),
        parts=[(name, words) for name, (words, _takes) in SHOWN.items()],
        shown=shown,
        query=query,
        release=_release(place),
        place_is="services",
    )


def _release(place: Place) -> str:
    """When the newest day of every service opens."""
    hour = place.office.release_at
    if hour is None:
        return _("New dates open every day at midnight.")
    return _("New dates open every day at %(clock)s.") % {"clock": clock(hour)}


def _rows(place: Place) -> Iterable[Row]:
    odd = Oddities(place.office, place.today)
    for one in to_look_at(place.office).order_by("service__group__position", "service__position"):
        yield _row(one, odd, place)


def _row(offering: Offering, odd: Oddities, place: Place) -> Row:
    service = offering.service
    access = offering.access_on(place.today)
    is_sure = all(fact.is_sure for fact in facts_of(offering))
    return Row(
        offering=offering,
        name=in_words(vars(service), "name", place.language),
        group=in_words(vars(service.group), "name", place.language),
        url=place.manage("service", offering.pk),
        access=str(Access(access).label),
        season=_season(offering, place),
        minutes=_minutes(offering),
        horizon=span(offering.horizon_days * DAY),
        desks=len(odd.desks_of(offering)),
        sure=offering.get_confidence_display(),
        is_sure=is_sure,
        is_bookable=access in AT_A_TIME,
        is_over=offering.valid_until is not None and offering.valid_until < place.today,
        odd=odd.of(offering),
    )


def _season(offering: Offering, place: Place) -> str:
    """The season that runs today, else the next one."""
    coming = [one for one in offering.seasons.all() if one.last_day >= place.today]
    if not coming:
        return ""
    first = coming[0]
    return (
        _("only until %(day)s") % {"day": day(first.last_day)}
        if first.first_day <= place.today
        else _("from %(day)s on: %(access)s")
        % {"day": day(first.first_day), "access": Access(first.access).label}
    )


def _minutes(offering: Offering) -> str:
    further = offering.minutes_per_further_person
    if offering.max_persons > 1 and further:
        return _("%(minutes)s, %(further)s for each further person") % {
            "minutes": span(offering.duration_minutes),
            "further": span(further),
        }
    return span(offering.duration_minutes)


def _found(rows: list[Row], query: str) -> list[Row]:
    """Those in which every word occurs."""
    wanted = typed_words(query)
    return [row for row in rows if all(word in row.found_by for word in wanted)]


@require_http_methods(["GET", "POST"])
@managed
def new(request: HttpRequest, place: Place) -> HttpResponse:
    """Choose from the catalogue what the office does not offer yet."""
    data = request.POST if request.method == "POST" else None
    offered = Offering.objects.filter(office=place.office).values("service")
    left = ServiceType.objects.exclude(pk__in=offered).select_related("group")
    form = NewServiceForm(data, left, place.language)
    if form.is_valid() and (made := _offered(form, place)):
        said = _("Added. Nobody can book it yet: set its access and length, and its desks.")
        messages.success(request, said)
        return redirect(place.manage("service", made.pk))
    return page(
        request,
        place,
        "service_new",
        status=status_of(form),
        title=_("Add a service"),
        form=form,
        has_choices=left.exists(),
        back_url=place.manage("services"),
        place_is="services",
    )


def _offered(form: NewServiceForm, place: Place) -> Offering | None:
    try:
        return offer(place.office, form.cleaned_data["service"])
    except ValidationError as error:  # somebody else was faster
        form.add_error("service", " ".join(error.messages))
        return None
