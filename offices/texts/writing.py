"""Writing texts and what is known of them: the one place where people review a translation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from offices.models import Authority, LegalText, TextState, User
from offices.texts.kinds import GERMAN, KINDS, TRANSLATED, columns
from offices.texts.reading import with_states
from offices.texts.states import Standing, german_hash
from offices.texts.text import Text

State = TextState.State


class ChangedMeanwhileError(Exception):
    """Somebody else has written since the page was read; `text` is how it stands now."""

    def __init__(self, text: Text) -> None:
        super().__init__(
            _("Somebody else has changed this text meanwhile. Look at it again, then save.")
        )
        self.text = text


@dataclass(frozen=True)
class Wanted:
    """Wordings by language, German among them; what is `reviewed`; and what was seen before.

    A wording that differs from what is stored is a draft, unless it is named as reviewed.
    `drafts` are drafts in any case.
    """

    wordings: Mapping[str, str]
    seen: str
    reviewed: Collection[str] = ()
    drafts: Collection[str] = ()


@dataclass(frozen=True)
class Judgement:
    state: State
    german: str
    text: str


@transaction.atomic
def write(text: Text, wanted: Wanted, *, by: User, now: datetime) -> list[str]:
    """Store wordings and states; return the languages that are outdated by it.

    Raises ChangedMeanwhileError.
    """
    found = _locked(text)
    if found.fingerprint != wanted.seen:
        raise ChangedMeanwhileError(found)
    before = found.standings()
    judgements = {one: _judgement(found, one, wanted) for one in TRANSLATED}
    _store(found.row, text.field, wanted.wordings)
    _note(found, judgements, by, now)
    after = with_states(text.kind, found.row, text.field).standings()
    outdated = [one for one, stands in after.items() if stands is Standing.OUTDATED]
    return [one for one in outdated if before[one] is not Standing.OUTDATED]


@transaction.atomic
def write_all(texts: Sequence[Text], wanted: Wanted, *, by: User, now: datetime) -> list[str]:
    """The same for several texts that are alike; give the languages outdated in any of them.

    In the order of their numbers, so that two who do this wait for each other.
    """
    ordered = sorted(texts, key=lambda one: one.row.pk or 0)
    outdated = {code for one in ordered for code in write(one, wanted, by=by, now=now)}
    return [code for code in TRANSLATED if code in outdated]


def _judgement(found: Text, language: str, wanted: Wanted) -> Judgement | None:
    """What to note of a language; None where nothing has changed for it."""
    was, german = found.in_language(language), wanted.wordings.get(GERMAN, found.german)
    text = wanted.wordings.get(language, was)
    if language in wanted.reviewed:
        return Judgement(State.REVIEWED, german, text)
    if language in wanted.drafts or text != was:
        return Judgement(State.MACHINE, german, text)
    kept = found.kept.get(language)
    if german != found.german and (kept is None or kept.text != was):
        # So far nothing was known of it: from now on, that it was there before this German.
        return Judgement(State.MACHINE, found.german, text)
    return None


def _note(
    found: Text, judgements: Mapping[str, Judgement | None], by: User | None, now: datetime
) -> None:
    name, pk, field = found.address
    owner = None if found.is_shared else _owner(found)
    for language, judgement in judgements.items():
        place: dict[str, Any] = {"model": name, "row": pk, "field": field, "language": language}
        if judgement and judgement.text:
            said = {
                "authority_id": owner,
                "state": judgement.state,
                "german_hash": german_hash(judgement.german),
                "text": judgement.text,
                "changed_at": now,
                "changed_by": by,
            }
            TextState.objects.update_or_create(**place, defaults=said)
        elif judgement:
            TextState.objects.filter(**place).delete()


def _locked(text: Text) -> Text:
    """The same text as it stands now, which nobody else writes until this transaction ends."""
    rows = text.kind.model._default_manager.select_for_update()  # noqa: SLF001
    if text.row.pk is None:
        whose = {"authority": text.row.authority, "mails": text.row.mails}
        row, _made = rows.get_or_create(**whose)
    else:
        row = rows.get(pk=text.row.pk)
    return with_states(text.kind, row, text.field, is_shared=text.is_shared)


def _owner(text: Text) -> Any:
    """The number of the authority a row belongs to."""
    rows = text.kind.rows().filter(pk=text.row.pk)
    return rows.values_list(text.kind.path, flat=True).get()


def _store(row: Any, field: str, wordings: Mapping[str, str]) -> None:
    changed = {
        f"{field}_{language}": wording
        for language, wording in wordings.items()
        if wording != (getattr(row, f"{field}_{language}") or "")
    }
    for name, wording in changed.items():
        setattr(row, name, wording)
    if changed:
        # German also stands in the column without a language, which is what Django itself reads.
        german = {field} if f"{field}_{GERMAN}" in changed else set()
        with translation.override(GERMAN):
            row.save(update_fields={*changed, *german})


# What an authority takes over of a default wording, besides the words themselves.
ABOUT = ("key", "until", "basis", "shown_when", "confidence", "source")


@transaction.atomic
def adopt(default: LegalText, authority: Authority, *, by: User, now: datetime) -> Text:
    """Give the authority a wording of its own, which begins as a copy of the default.

    No language of it is reviewed: whoever asked for a wording of their own reads it first. One
    that is there already is left as it is.
    """
    kind = KINDS["legaltext"]
    words = [f"{field}_{one}" for field, one in columns(kind)] + [
        f"{f}_{GERMAN}" for f in kind.fields
    ]
    copied = {name: getattr(default, name) for name in (*ABOUT, *words)}
    row, is_new = LegalText.objects.get_or_create(
        key=copied.pop("key"), authority=authority, defaults=copied
    )
    for field in kind.fields if is_new else ():
        text = with_states(kind, row, field)
        drafts = {
            one: Judgement(State.MACHINE, text.german, text.in_language(one)) for one in TRANSLATED
        }
        _note(text, drafts, by, now)
    return with_states(kind, row, "text")
