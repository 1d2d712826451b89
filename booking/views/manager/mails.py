"""What an authority adds to its mails, and every mail as people get it, in every language."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking.forms.manager.text_filter import language_name
from booking.models import Message
from booking.notifications.additions import WITHOUT, groups_of
from booking.notifications.letters import compose
from booking.notifications.samples import sample
from booking.views.caseworker.place import Place
from booking.views.manager.place import managed, page
from booking.views.manager.side_by_side import side_by_side
from booking.views.strangers import as_stranger, framed
from offices import texts
from offices.models import MailAddition, Offering
from offices.showcase.keeping import look_again
from offices.texts import TRANSLATED, Standing, Text

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind of mail in a list: what is added to it, and where to see it."""

    name: str
    url: str
    added: list[str]
    may_have_more: bool


@dataclass(frozen=True, slots=True)
class Added:
    """What stands at the foot of some mails, and how far it has come in the other languages."""

    name: str
    url: str
    text: Text
    standings: list[tuple[str, Standing]]


@require_safe
@managed
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    added = {mails: _added(place, mails) for mails in MailAddition.Mails}
    written = {mails: one.name for mails, one in added.items() if one.text.german}
    return page(
        request,
        place,
        "mails",
        title=_("Mails to people"),
        added=list(added.values()),
        kinds=[_shown(place, kind, written) for kind in Message.Kind],
        has_sample=_has_sample(place),
        place_is="mails",
    )


def _added(place: Place, mails: MailAddition.Mails) -> Added:
    text = texts.addition_at(place.office.authority, mails)
    standings = [(language_name(one), text.standing(one)) for one in TRANSLATED]
    return Added(str(mails.label), place.manage("addition", mails), text, standings)


def _shown(place: Place, kind: Message.Kind, written: dict[MailAddition.Mails, str]) -> Shown:
    added = [written[group] for group in groups_of(kind) if group in written]
    url = place.manage("mail", kind, place.language)
    return Shown(str(kind.label), url, added, kind not in WITHOUT)


def _has_sample(place: Place) -> bool:
    return Offering.objects.filter(office=place.office).exists()


@managed
def addition(request: HttpRequest, place: Place, mails: str) -> HttpResponse:
    if mails not in MailAddition.Mails:
        raise Http404
    text = texts.addition_at(place.office.authority, MailAddition.Mails(mails))
    back = place.manage("mails")
    return side_by_side(request, place, text, back=back, place_is="mails", own_url="")


@require_safe
@managed
def preview(request: HttpRequest, place: Place, kind: str, language: str) -> HttpResponse:
    """The mail as text, and in a frame as wide as a phone."""
    mail = _mail(place, kind, language)
    return page(
        request,
        place,
        "mail",
        title=Message.Kind(kind).label,
        mail=mail,
        read_in=language,
        languages=[
            (code, language_name(code), place.manage("mail", kind, code)) for code in LANGUAGES
        ],
        files=[name for name, _content, _kind in mail.attachments],
        additions=[
            (group.label, place.manage("addition", group))
            for group in groups_of(Message.Kind(kind))
        ],
        letter_url=place.manage("letter", kind, language),
        back_url=place.manage("mails"),
        place_is="mails",
    )


@require_safe
@framed
@managed
def letter(request: HttpRequest, place: Place, kind: str, language: str) -> HttpResponse:  # noqa: ARG001
    """The mail's own page, for the frame in the preview."""
    (html, _kind), *_others = _mail(place, kind, language).alternatives
    return as_stranger(str(html))


def _mail(place: Place, kind: str, language: str) -> EmailMultiAlternatives:
    """Composed as those to people are, about an invented person; nothing is stored or sent."""
    if kind not in Message.Kind or language not in LANGUAGES:
        raise Http404
    message = sample(Message.Kind(kind), place.office, language, now=place.now)
    if message is None:
        raise Http404
    look_again()  # whoever has just written an addition sees it
    return compose(message)
