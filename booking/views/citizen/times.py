"""For how many, whose name begins how, and when: up to the moment a time is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booking import floods, reservations
from booking.availability import RoutingError, responsible_desks
from booking.forms.wishes import LettersForm, TimeForm, Wish
from booking.models import Booking
from booking.views.citizen import cookie
from booking.views.citizen.expiry import notice_for
from booking.views.citizen.offer import STEPS, offering_with, page_language
from booking.views.citizen.offering import with_urls
from booking.views.citizen.paths import path_to
from booking.views.citizen.search import Search
from booking.views.citizen.steps import next_url
from offices import showcase
from offices.models import Access, Offering
from offices.moments import clock_at, day_at, day_in_words
from offices.showcase import ShownOffering


def _url(name: str, pk: int, wish: Wish) -> str:
    return f"{path_to(name, pk)}{wish.query}"


@require_safe
def persons(request: HttpRequest, pk: int) -> HttpResponse:
    authority, shown = offering_with(pk)
    wish = Wish.of(request.GET)
    if not shown.is_open:
        return redirect(_url("offering", pk, wish))
    if shown.max_persons == 1:
        return redirect(_url("times", pk, wish))
    return render(
        request,
        "citizen/persons.html",
        {
            "authority": authority,
            "offering": shown,
            "numbers": range(1, shown.max_persons + 1),
            "chosen": min(wish.persons or 1, shown.max_persons),
            "kept": wish.but(persons=None, since=None).fields,
            "times_url": path_to("times", pk),
            "back_url": _url("offering", pk, wish),
            "step": 4,
            "steps": STEPS,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the first letters of a name into desks; the letters go no further."""
    authority, shown = offering_with(pk)
    wish = Wish.of(request.GET)
    if not (shown.is_open and shown.routes_by_name):
        return redirect(_url("times", pk, wish))
    form = LettersForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        desks = _desks(form, shown)
        if desks:
            return redirect(_url("times", pk, wish.but(desks=desks, since=None)))
    return render(
        request,
        "citizen/letters.html",
        {
            "authority": authority,
            "offering": shown,
            "form": form,
            "back_url": _url(_before_letters(shown), pk, wish),
            "step": 4,
            "steps": STEPS,
        },
    )


def _before_letters(shown: ShownOffering) -> str:
    return "persons" if shown.max_persons > 1 else "offering"


def _desks(form: LettersForm, shown: ShownOffering) -> tuple[int, ...] | None:
    offering = Offering.objects.select_related("service__group").get(pk=shown.pk)
    try:
        desks = responsible_desks(offering, form.cleaned_data["letters"])
    except RoutingError:
        message = _("Several desks share such names. Please write one or two more letters.")
        form.add_error("letters", message)
        return None
    if not desks:
        form.add_error("letters", _("For this name there are no times online. Please ask us."))
    return desks


def _missing(shown: ShownOffering, wish: Wish) -> str:
    """The page that asks for what is not known yet; empty when times can be looked for."""
    if not shown.is_open:
        return "offering"
    given = wish.persons or (1 if shown.max_persons == 1 else 0)
    if not 1 <= given <= shown.max_persons:
        return "persons"
    return "letters" if shown.routes_by_name and not wish.desks else ""


def _search(request: HttpRequest, pk: int) -> Search | HttpResponse:
    """Everything that is needed to look for times, or the way to what is missing."""
    authority, shown = offering_with(pk)
    wish = Wish.of(request.GET)
    missing = _missing(shown, wish)
    if missing:
        return redirect(_url(missing, pk, wish))
    now, language = timezone.now(), page_language()
    return Search(
        authority, shown, shown.record, wish, now=now, language=language, since=wish.since
    )


@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest, pk: int) -> HttpResponse:
    search = _search(request, pk)
    if isinstance(search, HttpResponse):
        return search
    return _take(request, search) if request.method == "POST" else _list(request, search)


def _take(request: HttpRequest, search: Search) -> HttpResponse:
    """Whoever writes reads the offering itself, not what pages have kept of it."""
    this = showcase.for_the_calendar().filter(pk=search.shown.pk)
    offering = this.accessible(Access.OPEN, now=search.now).order_by("pk").first()
    if offering is None or search.persons > offering.max_persons:
        return redirect(_url("offering", search.shown.pk, search.wish))
    return _hold(request, replace(search, offering=offering))


def _hold(request: HttpRequest, search: Search) -> HttpResponse:
    form = TimeForm(request.POST)
    if not form.is_valid():
        return _list(request, search, error=_("Please choose a time."))
    start, held = form.cleaned_data["start"], cookie.held(request)
    try:
        floods.count_hold(request, held.number if held else "")
        booking = reservations.hold(
            items=search.items,
            start=start,
            now=search.now,
            language=search.language,
            booking=held,
            desks=search.wish.desks,
        )
    except floods.TooManyError as refusal:
        return _list(request, search, error=str(refusal), status=429)
    except reservations.ReservationError as refusal:
        return _list(request, search, error=str(refusal), wanted=start, status=409)
    response = redirect(_next_url(booking) if held else path_to("person", 1))
    cookie.keep(response, booking)
    return response


def _next_url(booking: Booking) -> str:
    """Read anew: what is typed already, held against what was chosen now."""
    return next_url(Booking.objects.get(pk=booking.pk))


def _list(
    request: HttpRequest,
    search: Search,
    *,
    error: str = "",
    wanted: datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    if search.first is None and not search.since:
        return _nothing(request, search, error, status)
    return render(
        request,
        "citizen/times.html",
        {
            **_asked(search),
            **_found(search),
            "error": error,
            "nearest": search.nearest(wanted) if wanted else [],
            "notice": _notice(search),
        },
        status=status,
    )


def _found(search: Search) -> dict[str, object]:
    """Days with their times, and where the list ends, when it goes on."""
    wish, pk, later = search.wish, search.shown.pk, search.next_week()
    return {
        "days": search.week.days,
        "later_url": later and _url("times", pk, wish.but(since=later)),
        "first_url": wish.since and _url("times", pk, wish.but(since=None)),
        "opening": "" if later else search.opening_in_words(),
        "opens_later": search.opens_later(),
    }


def _notice(search: Search) -> object:
    today = day_at(search.now, search.whole.zone)
    first = search.first_day or date.max
    return notice_for(search.wish, search.authority, search.language, today, first)


def _asked(search: Search) -> dict[str, object]:
    """What was looked for, in words; every answer repeats it."""
    wish, shown = search.wish, search.shown
    before = "letters" if shown.routes_by_name else _before_letters(shown)
    begin, end = search.searched
    return {
        "authority": search.authority,
        "offering": shown,
        "coming": search.move,
        "persons": search.persons,
        "minutes": search.minutes,
        "first_searched": begin,
        "last_searched": end,
        "closures": search.closures,
        "receipt_url": _url("receipt", shown.pk, wish),
        "back_url": _url(before, shown.pk, wish),
        "step": 5,
        "steps": STEPS,
    }


def _nothing(request: HttpRequest, search: Search, error: str, status: int) -> HttpResponse:
    return render(
        request,
        "citizen/nothing_free.html",
        {
            **_asked(search),
            "error": error,
            "opening": _opening(search),
            "opens": search.opening is not None,
            "others": with_urls(search.authority.same_service(search.shown), search.wish),
            "notice": _notice(search),
        },
        status=status,
    )


def _opening(search: Search) -> str:
    """When new dates open, and of when the first of them is; or why nobody can say."""
    if search.opening:
        first = _("The first of them is on %(begin)s.") % {
            "begin": search.in_words(day_at(search.opening.start, search.whole.zone))
        }
        return f"{search.opening_in_words()} {first}"
    season = search.season()
    if season is None:
        return _("The office has not planned any hours for this yet. Please ask the office.")
    if season <= search.last_day:
        return _("Nobody can say yet when new dates open. Cancelled times are free again at once.")
    return _("The next dates here begin on %(begin)s.") % {"begin": search.in_words(season)}


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was looked for and found, with date and time: proof of having tried."""
    search = _search(request, pk)
    if isinstance(search, HttpResponse):
        return search
    zone = search.whole.zone
    today = day_at(search.now, zone)
    return render(
        request,
        "citizen/receipt.html",
        {
            **_asked(search),
            "at": clock_at(search.now, zone),
            "on": search.in_words(today),
            "on_german": day_in_words(today, "de"),
            "found": search.first_day and search.in_words(search.first_day),
            "found_german": search.first_day and day_in_words(search.first_day, "de"),
            "back_url": _url("times", pk, search.wish),
        },
    )
