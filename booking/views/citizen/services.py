"""What somebody has, and what they need: every service with its next free day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from booking.availability import Ask, Opening, ask_for, first_free, next_openings, while_unchanged
from booking.forms.wishes import DocumentForm, Need, Wish
from booking.views.citizen.expiry import application_window, is_urgent, notice_for
from booking.views.citizen.offer import (
    STEPS,
    authority_at,
    page_language,
)
from booking.views.citizen.paths import path_to
from booking.views.free_times import opening_in_words
from offices import showcase
from offices.models import Access
from offices.moments import day_at, day_in_words
from offices.showcase import ShownAuthority, ShownGroup, ShownOffering, Words

ACCESS_IN_SHORT = {
    Access.INVITATION: gettext_lazy("With an invitation from the office"),
    Access.REQUEST: gettext_lazy("Ask the office, it gives you an appointment"),
    Access.WRITTEN: gettext_lazy("In writing, no visit needed"),
    Access.WALK_IN: gettext_lazy("Come without an appointment"),
    Access.ELSEWHERE: gettext_lazy("Another office does this"),
}
LONGEST_QUERY = 80
LINK = "\ue000"  # the gap for a row's link: no text has this character

# Which groups stand open, in this order: a lost card or passport is urgent too.
URGENT = ("urgent", "change")
ADVICE = ("advice",)


@dataclass(frozen=True, slots=True)
class Row:
    """One offering on the list, ready for reading; `free` is its next free day in words.

    Where there is none `opens` says when new dates come. `place` is named where the authority
    offers the service at several.
    """

    name: Words
    plain: Words
    place: Words
    url: str
    free: str
    opens: str
    short: str

    @property
    def written(self) -> SafeString:
        """As it stands on the list: the same for all who are shown the same, but for its link."""
        text = _written(replace(self, url=LINK), page_language())
        return SafeString(text.replace(LINK, escape(self.url)))


@lru_cache(maxsize=4096)
def _written(row: Row, language: str) -> str:  # noqa: ARG001
    return render_to_string("citizen/includes/service.html", {"row": row})


@dataclass(frozen=True, slots=True)
class Chapter:
    group: ShownGroup
    rows: list[Row]
    is_open: bool


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what somebody has and until when; may be skipped, and nothing is stored."""
    authority, wish = authority_at(slug), Wish.of(request.GET)
    services_url = path_to("services", slug)
    sent = DocumentForm.was_sent(request.GET)
    form = DocumentForm(
        request.GET if sent else None, initial={"doc": wish.doc, "until": wish.until}
    )
    if sent and form.is_valid():
        return redirect(f"{services_url}{form.wish(wish).query}")
    unsaid = wish.but(doc=None, until=None)
    return render(
        request,
        "citizen/document.html",
        {
            "authority": authority,
            "form": form,
            "kept": unsaid.fields,
            "skip_url": f"{services_url}{unsaid.query}",
            "back_url": f"{path_to('where')}{wish.query}",
            "step": 2,
            "steps": STEPS,
        },
    )


@require_safe
def services(request: HttpRequest, slug: str) -> HttpResponse:
    authority, wish, now = authority_at(slug), Wish.of(request.GET), timezone.now()
    language, today = page_language(), timezone.localdate(now)
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    rows = _rows(authority, wish, now)
    found = showcase.find_services(authority, query) if query else []
    return render(
        request,
        "citizen/services.html",
        {
            "authority": authority,
            "query": query,
            "kept": wish.fields,
            "found": [rows[one.pk] for one in found],
            "chapters": _chapters(authority, rows, wish, urgent=is_urgent(wish, today)),
            "notice": notice_for(wish, authority, language, today),
            "window": application_window(wish, authority, language),
            "unsure": wish.need == Need.ADVICE,
            "all_url": f"{path_to('services', slug)}{wish.query}",
            "back_url": f"{path_to('document', slug)}{wish.query}",
            "step": 3,
            "steps": STEPS,
        },
    )


def _rows(authority: ShownAuthority, wish: Wish, now: datetime) -> dict[int, Row]:
    free, language = _next_free(authority, now), page_language()
    walk_in, query = _walk_in_today(authority, now), wish.query
    return {
        one.pk: Row(
            name=one.service.name,
            plain=one.service.plain,
            place=one.office.name if one.names_office else Words(),
            url=f"{path_to('offering', one.pk)}{query}",
            **_dates(free.get(one.pk), one, language),
            short=_access_in_short(one, walk_in.get(one.pk, "")),
        )
        for one in authority.offerings
    }


def _dates(
    found: datetime | Opening | None, offering: ShownOffering, language: str
) -> dict[str, str]:
    if isinstance(found, datetime):
        return {"free": day_in_words(day_at(found, offering.office.zone), language), "opens": ""}
    return {"free": "", "opens": opening_in_words(found, offering.office.zone, language)}


def _next_free(authority: ShownAuthority, now: datetime) -> dict[int, datetime | Opening | None]:
    """The first free start of everything anyone may book here, or what opens next.

    One statement for all. What is free at the same times is asked for once.
    """
    asks, alike = {}, {}
    for one in authority.offerings:
        if one.is_open:
            ask = ask_for([(one.record, 1)], now=now)
            alike[one.pk] = one.calendar, replace(ask, offerings=())
            asks[alike[one.pk]] = ask
    each = list(asks.values())
    starts = while_unchanged("first", each, lambda: first_free(each, now=now), now=now)
    sold_out = [ask for ask, start in zip(each, starts, strict=True) if start is None]
    opening = dict(zip(sold_out, _openings(sold_out, now), strict=True))
    found = {
        key: start or opening[ask] for (key, ask), start in zip(asks.items(), starts, strict=True)
    }
    return {pk: found[key] for pk, key in alike.items()}


def _openings(sold_out: list[Ask], now: datetime) -> list[Opening | None]:
    if not sold_out:
        return []
    return while_unchanged("openings", sold_out, lambda: next_openings(sold_out, now=now), now=now)


def _walk_in_today(authority: ShownAuthority, now: datetime) -> dict[int, str]:
    if not any(one.walk_in for one in authority.offerings):
        return {}
    hours = showcase.open_today(authority.record.pk, timezone.localtime(now))
    return {
        one.pk: ", ".join(
            clock
            for office, offering, clock in hours
            if office == one.office.pk and offering in (None, one.pk)
        )
        for one in authority.offerings
        if one.walk_in
    }


def _access_in_short(offering: ShownOffering, today: str) -> str:
    if offering.is_open:
        return ""
    if today:
        return _("Come without an appointment: today %(hours)s") % {"hours": today}
    return str(ACCESS_IN_SHORT[offering.access])


def _chapters(
    authority: ShownAuthority, rows: Mapping[int, Row], wish: Wish, *, urgent: bool
) -> list[Chapter]:
    """All groups in their order, but what is urgent for this person first, and open."""
    first = URGENT if urgent else ADVICE if wish.need == Need.ADVICE else ()
    chapters = [
        Chapter(group, [rows[one.pk] for one in offerings], group.slug in first)
        for group, offerings in authority.by_group
    ]
    order = {slug: place for place, slug in enumerate(first)}
    return sorted(chapters, key=lambda chapter: order.get(chapter.group.slug, len(first)))
