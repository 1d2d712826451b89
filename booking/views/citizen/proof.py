"""Anybody with a paper can see whether it is genuine; no name, no matter."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from booking import floods, keys
from booking.papers.proof import Proof, Verdict, judge
from booking.views.citizen.offer import page_language
from offices.models import Office
from offices.moments import day_in_words


@never_cache
@require_safe
def proof(
    request: HttpRequest, number: str, office: int, day: str, sequence: int, token: str
) -> HttpResponse:
    paper = Proof(number, office, _day(day), sequence)
    try:
        floods.count_try(request)
    except floods.TooManyError as refusal:
        return render(request, "citizen/proof.html", {"wait": str(refusal)}, status=429)
    verdict = judge(paper, token, now=timezone.now())
    if verdict is Verdict.FALSE:
        return render(request, "citizen/proof.html", {"is_false": True}, status=404)
    return render(request, "citizen/proof.html", _shown(paper, verdict))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Http404 from error


def _shown(paper: Proof, verdict: Verdict) -> dict[str, object]:
    office = Office.objects.filter(pk=paper.office).first()
    is_good = verdict is Verdict.VALID
    return {
        "kind": "success" if is_good else "info" if verdict is Verdict.ERASED else "warning",
        "sentence": _sentence(verdict),
        "number": keys.spoken(paper.number),
        "day": day_in_words(paper.day, page_language()),
        "office": office,
        "place": office and office.place_on(paper.day),
    }


def _sentence(verdict: Verdict) -> str:
    return {
        Verdict.VALID: _("This paper is genuine, and the appointment is valid."),
        Verdict.PAST: _("This paper is genuine. The appointment is over."),
        Verdict.REPLACED: _(
            "This paper is genuine, but there is a newer one. The appointment is still on this "
            "day; its time or its place has changed."
        ),
        Verdict.CHANGED: _(
            "This paper is genuine, but the appointment was moved or cancelled since."
        ),
        Verdict.AGAIN: _(
            "This paper is genuine, but not valid any more: the office has asked to choose the "
            "appointment again."
        ),
        Verdict.ERASED: _("This paper is genuine. The other data has been erased already."),
    }[verdict]
