"""What is not confirmed yet, fact by fact, and what ends soon."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from booking.views.caseworker.place import Place
from booking.views.manager.place import managed, page
from offices.moments import day_in_words
from offices.policy import saving
from offices.policy.endings import Ending, endings_of
from offices.policy.facts import Item, items_of

MOST = 60  # on one page
OPEN, DONE = "open", "done"
# Which subject of its record a fact belongs to, where there is a page for it.
SUBJECTS = {
    ("offering", "access"): "access",
    ("offering", "minutes"): "time",
    ("offering", "notice"): "booking",
    ("offering", "horizon"): "booking",
    ("authority", "phone"): "contact",
    ("authority", "email"): "contact",
    ("authority", "apply"): "apply",
    ("office", "appointments begin every"): "dates",
    ("authority", "payment"): "paying",
    ("authority", "photo_terminal"): "paying",
    ("authority", "rules"): "rules",
    ("authority", "days until data is erased"): "data",
}
# Pages that show first whom a change would concern: of one row, and of the office.
ROWS = {"openinghours": "change_hours", "desk": "change_desk"}
PLANNED = {
    ("office", "address"): "house",
    ("office", "desks"): "desks",
    ("office", "hours"): "hours",
}


WHERE_IT_ENDS = {"season": "services", "openinghours": "hours", "office": "office_facts"}


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    title: str
    url: str  # where it is changed


@require_http_methods(["GET", "POST"])
@managed
def to_do(request: HttpRequest, place: Place) -> HttpResponse:
    items = list(items_of(place.office))
    if request.method == "POST":
        return _confirm(request, place, items)
    show = request.GET.get("show", OPEN)
    show = show if show in (OPEN, DONE) else OPEN
    return page(
        request,
        place,
        "to_do",
        title=_("To do"),
        endings=_endings(place),
        total=len(items),
        done=sum(one.fact.is_sure for one in items),
        show=show,
        ticked="tick" in request.GET,
        place_is="to_do",
        **_part(request, place, [one for one in items if one.fact.is_sure == (show == DONE)]),
    )


def _part(request: HttpRequest, place: Place, items: list[Item]) -> dict[str, Any]:
    """One page of what was chosen: all, or one fact of one kind of record."""
    count = Counter(one.group for one in items)
    kinds = {one.group: one.group_name for one in items}
    of, order = request.GET.get("of", ""), list(kinds)
    of = of if of in kinds else ""
    some = [one for one in items if not of or one.group == of]
    ordered = sorted(some, key=lambda one: order.index(one.group))
    shown = Paginator(ordered, MOST).get_page(request.GET.get("page"))
    return {
        "groups": _groups(shown, place),
        "shown": shown,
        "of": of,
        "kinds": [(group, name, count[group]) for group, name in kinds.items()],
        "query": urlencode({"show": request.GET.get("show", OPEN), "of": of}),
    }


def _groups(items: Any, place: Place) -> list[tuple[str, list[Row]]]:
    return [
        (name, [Row(one, one.title(place.language), changed_at(one, place)) for one in each])
        for name, each in groupby(items, key=lambda one: one.group_name)
    ]


def changed_at(item: Item, place: Place) -> str:
    """The page on which the fact is changed: one of ours, else the administration."""
    kind, pk, name = item.kind, item.record.pk, item.fact.name
    if subject := SUBJECTS.get((kind, name)):
        return _subject(place, kind, pk, subject)
    if planned := PLANNED.get((kind, name)):
        return place.manage(planned)
    if kind == "responsibility":
        return place.manage("change_desk", item.record.desk_id)
    if kind in ROWS:
        return place.manage(ROWS[kind], pk)
    if kind == "legaltext":
        return place.manage("text", kind, pk, "text")
    return reverse(f"admin:offices_{kind}_change", args=[pk])


def _subject(place: Place, kind: str, pk: int, subject: str) -> str:
    if kind == "offering":
        return place.manage("service_change", pk, subject)
    page_of = {"authority": "authority_change", "office": "office_facts_change"}[kind]
    return place.manage(page_of, subject)


def _endings(place: Place) -> list[tuple[Ending, str, str]]:
    """What ends at this office, or for all offices: day in words, and where to look."""
    found = endings_of(place.office.authority, place.today)
    return [
        (one, day_in_words(one.day, place.language), _ends_at(one, place))
        for one in found
        if one.office in (None, place.office.pk)
    ]


def _ends_at(ending: Ending, place: Place) -> str:
    if ending.kind == "offering":
        return place.manage("service", ending.row)
    if ending.kind == "desk":
        return place.manage("change_desk", ending.row)
    if ending.kind in WHERE_IT_ENDS:
        return place.manage(WHERE_IT_ENDS[ending.kind])
    return reverse(f"admin:offices_{ending.kind}_change", args=[ending.row])


def _confirm(request: HttpRequest, place: Place, items: list[Item]) -> HttpResponse:
    """What was ticked, or the one that was pressed, is right as it stands."""
    one = request.POST.get("one")
    keys = {one} if one else set(request.POST.getlist("fact"))
    known = {item.key: item for item in items}
    if not keys <= known.keys():
        raise Http404
    if not keys:
        messages.warning(request, _("Nothing was ticked."))
        return redirect(_back(request, place))
    names: dict[tuple[str, int], set[str]] = defaultdict(set)
    records = {}
    for key in keys:
        item = known[key]
        records[item.kind, item.record.pk] = item.record
        names[item.kind, item.record.pk].add(item.fact.name)
    for where, record in records.items():
        saving.confirm(record, names[where])
    messages.success(
        request,
        ngettext("%(count)d fact is confirmed.", "%(count)d facts are confirmed.", len(keys))
        % {"count": len(keys)},
    )
    return redirect(_back(request, place))


def _back(request: HttpRequest, place: Place) -> str:
    """To the same part of the list."""
    query = urlencode({name: request.POST.get(name, "") for name in ("show", "of")})
    return f"{place.manage('to_do')}?{query}"
