"""Finding texts: what belongs to an authority, what it shares with all others, and one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from offices.models import Authority, MailAddition, TextState
from offices.texts.kinds import GERMAN, KINDS, Kind
from offices.texts.text import Text

Known = dict[tuple[str, int, str], dict[str, TextState]]


def own_texts(authority: Authority, now: datetime) -> list[Text]:
    """All that belongs to the authority and is still read by people."""
    known = _known(TextState.objects.filter(authority=authority))
    found = ((kind, kind.read_at(kind.of(authority), now)) for kind in KINDS.values())
    return list(_written(found, known, is_shared=False))


def shared_texts(authority: Authority) -> list[Text]:
    """Of the catalogue, as far as the authority offers it, and default legal texts it uses."""
    known = _known(TextState.objects.filter(authority=None))
    found = ((kind, kind.shared_with(authority)) for kind in KINDS.values())
    return list(_written(found, known, is_shared=True))


def _known(states: Iterable[TextState]) -> Known:
    known: Known = defaultdict(dict)
    for one in states:
        known[one.model, one.row, one.field][one.language] = one
    return known


def _written(
    found: Iterable[tuple[Kind, Iterable[Any]]], known: Known, *, is_shared: bool
) -> Iterator[Text]:
    for kind, rows in found:
        for row in rows:
            for field in kind.fields:
                kept = known.get((kind.name, row.pk, field), {})
                text = Text(kind, row, field, kept, is_shared)
                if text.is_written:
                    yield text


def text_at(authority: Authority, name: str, pk: int, field: str) -> Text | None:
    """One text the authority has to do with; None where there is none, or it is another's."""
    kind = KINDS.get(name)
    if kind is None or field not in kind.fields:
        return None
    for is_shared, rows in ((False, kind.of(authority)), (True, kind.shared_with(authority))):
        row = _one(rows, pk)
        if row is not None:
            return with_states(kind, row, field, is_shared=is_shared)
    return None


def same_texts(text: Text, authority: Authority, now: datetime) -> list[Text]:
    """The other texts of the authority of that kind that say and are the same in all languages."""
    kind, field = text.kind, text.field
    if text.is_shared or not text.german:
        return []
    alike = kind.read_at(kind.of(authority), now).filter(**{f"{field}_{GERMAN}": text.german})
    rows = list(alike.exclude(pk=text.row.pk))
    known = _known(
        TextState.objects.filter(model=kind.name, field=field, row__in=[r.pk for r in rows])
    )
    found = (Text(kind, row, field, known.get((kind.name, row.pk, field), {})) for row in rows)
    return [one for one in found if one.fingerprint == text.fingerprint]


def _one(rows: QuerySet[Any], pk: int) -> Any:
    return rows.filter(pk=pk).first()


def with_states(kind: Kind, row: Any, field: str, *, is_shared: bool = False) -> Text:
    states = TextState.objects.filter(model=kind.name, row=row.pk or 0, field=field)
    kept = {one.language: one for one in states.select_related("changed_by")}
    return Text(kind, row, field, kept, is_shared)


def addition_at(authority: Authority, mails: MailAddition.Mails) -> Text:
    """What the authority adds to these mails; a row not stored yet where it adds nothing."""
    row = MailAddition.objects.filter(authority=authority, mails=mails).first()
    row = row or MailAddition(authority=authority, mails=mails)
    return with_states(KINDS["mailaddition"], row, "text")
