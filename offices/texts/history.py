"""What a text was before: its German from the history of its row, the others from their states'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.apps import apps

from offices.models import User
from offices.models.history import done_by
from offices.texts.kinds import GERMAN
from offices.texts.states import german_hash
from offices.texts.text import Text

MOST = 200


@dataclass(frozen=True, slots=True)
class Earlier:
    """A wording as it was from `at` on, and who wrote it: nobody where it was loaded."""

    at: datetime
    language: str
    wording: str
    by: str
    state: str = ""


def history_of(text: Text) -> list[Earlier]:
    """The newest first; what a text is now is the first of its language."""
    rows = [*_german(text), *_others(text)]
    names = {
        person.pk: str(person) for person in User.objects.filter(pk__in={who for *_, who in rows})
    }
    told = (
        Earlier(at, language, wording, names.get(who or 0, ""), state)
        for at, language, wording, state, who in rows
    )
    return sorted(told, key=lambda one: one.at, reverse=True)


Row = tuple[datetime, str, str, str, int | None]


def _german(text: Text) -> Iterator[Row]:
    """The newest first, and only where it changed: a row is kept when anything about it did."""
    if text.row.pk is None or not hasattr(text.row, "history"):
        return
    kept = list(text.row.history.order_by("-pgh_id")[:MOST])
    for row, before in pairwise([*kept, None]):
        wording = getattr(row, text.field)
        if wording and (before is None or getattr(before, text.field) != wording):
            yield row.pgh_created_at, GERMAN, wording, "", done_by(row)


def _others(text: Text) -> Iterator[Row]:
    name, pk, field = text.address
    table = apps.get_model("offices", "TextStateHistory")
    kept = table._default_manager.filter(model=name, row=pk or 0, field=field)  # noqa: SLF001
    for row in kept.order_by("-pgh_id")[:MOST]:
        wording = "" if row.pgh_label == "delete" else row.text
        yield row.pgh_created_at, row.language, wording, row.state, done_by(row)


def germans_of(text: Text) -> dict[str, str]:
    """Every German that the text ever had, by its hash."""
    return {german_hash(wording): wording for _at, _code, wording, *_rest in _german(text)}
