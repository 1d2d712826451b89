"""What an authority adds to its mails: a few plain sentences, in German and where it has them."""

from __future__ import annotations

from booking.models import Message
from offices.models import MailAddition
from offices.showcase import Words
from offices.showcase.keeping import fresh
from offices.showcase.words import words
from offices.wording import translation_fields

Kind, Mails = Message.Kind, MailAddition.Mails

# Mails with a code are in none: their only word is the code.
KINDS = {
    Mails.CONFIRMATION: (Kind.CONFIRMATION, Kind.MOVED, Kind.OTHER_DESK, Kind.NEW_PLACE),
    Mails.REMINDER: (Kind.REMINDER,),
    Mails.CANCELLATION: (Kind.CANCELLATION,),
    Mails.INVITATION: (
        Kind.INVITATION,
        Kind.LAST_CALL,
        Kind.WITHDRAWAL,
        Kind.CHOOSE_AGAIN,
        Kind.OFFER_OVER,
    ),
    Mails.REQUEST: (Kind.RECEIPT, Kind.OFFER, Kind.QUESTION, Kind.DECLINED),
}
WITHOUT = (Kind.CODE, Kind.NEW_EMAIL, Kind.OTHER_EMAIL)


def groups_of(kind: Message.Kind) -> list[MailAddition.Mails]:
    """Of which groups of mails this kind is one, the narrower first."""
    if kind in WITHOUT:
        return []
    return [*(group for group, kinds in KINDS.items() if kind in kinds), Mails.ALL]


def additions(message: Message, language: str) -> list[Words]:
    """In `language`; where the authority has not written it so, the German and marked as that."""
    groups = groups_of(Message.Kind(message.kind))
    owner = message.authority_id
    written: dict[str, Words] = (
        fresh(("additions to mails", owner, language), lambda: _read(owner, language))
        if groups
        else {}
    )
    return [written[group] for group in groups if written.get(group)]


def _read(owner: int, language: str) -> dict[str, Words]:
    rows = MailAddition.objects.filter(authority=owner)
    found = rows.values("mails", *translation_fields(language, "text"))
    return {row["mails"]: words(row, "text", language) for row in found}
