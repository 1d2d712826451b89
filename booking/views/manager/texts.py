"""All texts of an authority side by side, what is known of each, and writing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from booking.forms.manager.text_filter import OWN, SHARED, TextFilter, language_name
from booking.views.caseworker.place import Place
from booking.views.manager.place import managed, page
from booking.views.manager.side_by_side import side_by_side
from offices import texts
from offices.models import LegalText
from offices.texts import TRANSLATED, Standing, Text

MOST = 50  # on one page


@dataclass(frozen=True, slots=True)
class Listed:
    """A text ready for a list."""

    url: str
    of: str
    label: str
    german: str
    standings: list[tuple[str, Standing]]
    places: int  # where else the same text stands


@require_safe
@managed
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    wanted = TextFilter(request.GET)
    authority = place.office.authority
    is_shared = wanted.whose == SHARED
    every = texts.shared_texts(authority) if is_shared else texts.own_texts(authority, place.now)
    found = wanted.of_kind(every)
    taken = [one for one in found if wanted.takes(one)]
    shown = Paginator(_alike(taken), MOST).get_page(request.GET.get("page"))
    return page(
        request,
        place,
        "texts",
        title=_("Texts"),
        wanted=wanted,
        whose=[(OWN, _("Texts of this authority")), (SHARED, _("Texts that all share"))],
        is_shared=is_shared,
        counts=_counts(found, wanted),
        standings=list(Standing),
        shown=shown,
        rows=[_listed(alike, place, wanted) for alike in shown],
        query=wanted.query,
        place_is="texts",
    )


def _counts(found: Iterable[Text], wanted: TextFilter) -> list[tuple[str, list[tuple[int, str]]]]:
    """Of each language how many stand where, each with the address that lists them."""
    counted = Counter((code, one.standing(code)) for one in found for code in TRANSLATED)
    return [
        (
            language_name(code),
            [
                (counted[code, stands], wanted.query_with(language=code, state=stands))
                for stands in Standing
            ],
        )
        for code in TRANSLATED
    ]


def _alike(found: Iterable[Text]) -> list[list[Text]]:
    """Texts that are the same in all languages stand in the list once."""
    groups: dict[tuple[str, str, str], list[Text]] = {}
    for one in found:
        groups.setdefault((one.kind.name, one.field, one.fingerprint), []).append(one)
    return list(groups.values())


def _listed(alike: list[Text], place: Place, wanted: TextFilter) -> Listed:
    text = alike[0]
    standings = [(language_name(one), text.standing(one)) for one in wanted.languages]
    url = f"{place.manage('text', *text.address)}?{wanted.query}"
    return Listed(url, text.of, text.label, text.german, standings, len(alike) - 1)


@managed
def one(request: HttpRequest, place: Place, kind: str, pk: int, field: str) -> HttpResponse:
    """A text of another authority does not exist (rule 8); one that all share is only read."""
    text = texts.text_at(place.office.authority, kind, pk, field)
    if text is None:
        raise Http404
    back = f"{place.manage('texts')}?{TextFilter(request.GET).query}"
    return side_by_side(
        request, place, text, back=back, place_is="texts", own_url=_own_url(text, place)
    )


def _own_url(text: Text, place: Place) -> str:
    """Where the authority begins a wording of its own instead of the default."""
    is_default = text.is_shared and isinstance(text.row, LegalText)
    return place.manage("own_wording", text.row.pk) if is_default else ""


@require_POST
@managed
def adopt(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    default = get_object_or_404(LegalText, pk=pk, authority=None)
    made = texts.adopt(default, place.office.authority, by=place.user, now=place.now)
    messages.success(
        request,
        _("This wording is your own from now on. Change it, and review it in every language."),
    )
    return redirect(place.manage("text", *made.address))
