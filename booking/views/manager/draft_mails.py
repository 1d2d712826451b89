"""The mails of a draft before it is saved: with the reason, the words and the days as typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking import impact
from booking.forms.manager.decisions import LANGUAGES, DecisionForm, kept_until
from booking.forms.manager.text_filter import language_name
from booking.impact import Foreseen
from booking.notifications.letters import compose
from booking.notifications.samples import Case, sample
from booking.views.caseworker.place import Place
from booking.views.manager.deciding import KINDS, Share, shares_of, told_by_mail
from booking.views.manager.draft import seen_of
from booking.views.manager.drafts import draft_of
from booking.views.manager.place import managed, page
from booking.views.strangers import as_stranger, framed
from offices import showcase
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import steps_of
from offices.models import Change

GERMAN = "de"


@dataclass(frozen=True, slots=True)
class ShownMail:
    share: Share
    mail: EmailMultiAlternatives
    url: str


@require_safe
@managed
def mails(request: HttpRequest, place: Place) -> HttpResponse:
    """One of each kind, in one language after the other, and the button to save."""
    change = draft_of(place)
    if change is None or "until" not in change.decisions:
        return redirect(place.manage("draft"))
    found = impact.foresee(place.office, steps_of(change), now=place.now)
    shares = shares_of(found, change.decisions.get("said", {}))
    spoken = _spoken(shares)
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else next(iter(spoken), GERMAN)
    return page(
        request,
        place,
        "draft_mails",
        title=_("The mails before you save"),
        shares=shares,
        told=told_by_mail(shares),
        mails=[_shown(place, change, one, language) for one in shares if one.is_told],
        languages=[(code, language_name(code), spoken.get(code, 0)) for code in LANGUAGES],
        read_in=language,
        hidden=_typed(place, change, found),
        back_url=place.manage("draft"),
        place_is="draft",
    )


@require_safe
@framed
@managed
def letter(request: HttpRequest, place: Place, key: str, language: str) -> HttpResponse:  # noqa: ARG001
    """The mail's own page, for the frame beside its text."""
    change = draft_of(place)
    if change is None or "until" not in change.decisions or language not in LANGUAGES:
        raise Http404
    found = impact.foresee(place.office, steps_of(change), now=place.now)
    shares = shares_of(found, change.decisions.get("said", {}))
    share = next((one for one in shares if one.is_told and one.key == key), None)
    if share is None:
        raise Http404
    (html, _kind), *_others = _mail(place, change, share, language).alternatives
    return as_stranger(str(html))


def _spoken(shares: Iterable[Share]) -> dict[str, int]:
    """In how many mails each language stands first, the most frequent first."""
    read = Counter(
        hit.language for one in shares if one.is_told for hit in one.hits if hit.has_email
    )
    return dict(read.most_common())


def _shown(place: Place, change: Change, share: Share, language: str) -> ShownMail:
    url = place.manage("draft_letter", share.key, language)
    return ShownMail(share, _mail(place, change, share, language), url)


def _mail(place: Place, change: Change, share: Share, language: str) -> EmailMultiAlternatives:
    """Composed as those to people are, about an invented person at the time of a real one."""
    said, hit = change.decisions, share.hits[0]
    case = Case(
        change=change,
        offering=hit.offerings[0],
        begins=hit.begins,
        is_ordered=share.is_ordered,
        kept_until=kept_until(date.fromisoformat(said["until"]), place.office),
        latest=date.fromisoformat(said["latest"]),
        invited_until=hit.invited_until,
        has_request=hit.has_request,
    )
    with as_drafted(place.office, change):
        office = showcase.office_now(place.office.pk)
        message = sample(KINDS[share.decision], office, language, now=place.now, case=case)
        if message is None:
            raise Http404
        return compose(message)


def _typed(place: Place, change: Change, found: Foreseen) -> list[tuple[str, str]]:
    """Everything that the form of the draft sends, for the button below the mails."""
    form = DecisionForm.proposed(change, place.today)
    typed = {name: str(value) for name, value in form.items()}
    said = {**typed, **change.decisions.get("said", {}), "seen": seen_of(change, found)}
    return list(said.items())
