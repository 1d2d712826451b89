"""What is known of the translations that were loaded: nobody has reviewed them.

The data names no reviewer, of no language: what it says in English "helps to understand"
(legal_texts.json), the others are translations by machine. What people have reviewed since stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone

from offices.models import TextState
from offices.texts.kinds import GERMAN, KINDS, columns
from offices.texts.states import german_hash

Place = tuple[str, int, str, str]  # model, row, field, language
MACHINE, REVIEWED = TextState.State.MACHINE, TextState.State.REVIEWED


class States:
    """All states, read once; what is new or differs is written at the end."""

    def __init__(self) -> None:
        states = TextState.objects.all()
        self.known: dict[Place, TextState] = {
            (one.model, one.row, one.field, one.language): one for one in states
        }
        self.new: list[TextState] = []
        self.newer: list[TextState] = []
        self.now = timezone.now()

    def reviewed(self, row: models.Model) -> set[str]:
        """The columns of a row that somebody has reviewed, and that still say that."""
        kind = KINDS.get(str(row._meta.model_name))
        if kind is None:
            return set()
        places = ((kind.name, row.pk, *column) for column in columns(kind))
        found = (kept for kept in map(self.known.get, places) if kept and kept.state == REVIEWED)
        named = {f"{kept.field}_{kept.language}": kept.text for kept in found}
        return {name for name, text in named.items() if getattr(row, name) == text}

    def note(self, row: models.Model, loaded: Mapping[str, Any]) -> None:
        """Note what was loaded into a row, where the row says it."""
        kind = KINDS.get(str(row._meta.model_name))
        if kind is None:
            return
        for field, language in columns(kind):
            text = loaded.get(f"{field}_{language}")
            if text and text == getattr(row, f"{field}_{language}"):
                told = german_hash(loaded[f"{field}_{GERMAN}"] or "")
                self._note((kind.name, row.pk, field, language), told, text)

    def _note(self, place: Place, german: str, text: str) -> None:
        kept = self.known.get(place)
        if kept is None:
            named = dict(zip(("model", "row", "field", "language"), place, strict=True))
            self.new.append(TextState(**named, german_hash=german, text=text, changed_at=self.now))
        elif kept.text != text or (kept.changed_by_id is None and kept.german_hash != german):
            kept.state, kept.german_hash, kept.text = MACHINE, german, text
            kept.changed_at, kept.changed_by = self.now, None
            self.newer.append(kept)

    def write(self) -> None:
        if self.new:
            self._name_owners()
            TextState.objects.bulk_create(self.new, batch_size=1000)
        if self.newer:
            changed = ["state", "german_hash", "text", "changed_at", "changed_by"]
            TextState.objects.bulk_update(self.newer, changed, batch_size=500)

    def _name_owners(self) -> None:
        owners = dict(_owners({one.model for one in self.new}))
        for one in self.new:
            one.authority_id = owners.get((one.model, one.row))


def _owners(names: set[str]) -> Iterator[tuple[tuple[str, int], int]]:
    """Of each row that belongs to an authority, the number of that authority."""
    for kind in (KINDS[name] for name in names):
        if kind.path:
            rows = kind.model._default_manager.annotate(owner=F(kind.path))  # noqa: SLF001
            for pk, owner in rows.values_list("pk", "owner"):
                yield (kind.name, pk), owner
