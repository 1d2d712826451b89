"""One text in all languages, with what is known of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from offices.models import TextState
from offices.texts.kinds import GERMAN, TRANSLATED, Kind, named
from offices.texts.states import Standing, standing

GAP = re.compile(r"\{\w+\}")


def gaps(text: str) -> frozenset[str]:
    """The {names} in a text that the system fills in."""
    return frozenset(GAP.findall(text))


@dataclass(frozen=True)
class Text:
    """`row` may be one that is not stored yet; `kept` is what is known, by language."""

    kind: Kind
    row: Any
    field: str
    kept: Mapping[str, TextState]
    is_shared: bool = False

    @property
    def german(self) -> str:
        return self.in_language(GERMAN)

    def in_language(self, language: str) -> str:
        return str(getattr(self.row, f"{self.field}_{language}") or "")

    def standing(self, language: str) -> Standing:
        return standing(self.german, self.in_language(language), self.kept.get(language))

    def standings(self) -> dict[str, Standing]:
        return {language: self.standing(language) for language in TRANSLATED}

    @property
    def is_written(self) -> bool:
        """Whether there is anything to read in any language."""
        return any(map(self.in_language, (GERMAN, *TRANSLATED)))

    @property
    def of(self) -> str:
        return named(self.row)

    @property
    def label(self) -> str:
        return str(self._column.verbose_name)

    @property
    def sort(self) -> str:
        """What kind of thing it is a text of."""
        return str(self.kind.model._meta.verbose_name)

    @property
    def address(self) -> tuple[str, int, str]:
        return self.kind.name, self.row.pk, self.field

    @property
    def is_line(self) -> bool:
        return not isinstance(self._column, models.TextField)

    @property
    def longest(self) -> int | None:
        longest: int | None = self._column.max_length
        return longest

    @property
    def is_required(self) -> bool:
        return self.kind.is_required(self.field)

    @property
    def fingerprint(self) -> str:
        """What somebody has seen of it: differs as soon as a wording or a state does."""
        seen = [
            self.german,
            *(f"{self.in_language(one)}\0{self.standing(one)}" for one in TRANSLATED),
        ]
        return hashlib.sha256("\1".join(seen).encode()).hexdigest()[:32]

    @property
    def _column(self) -> Any:
        return self.kind.model._meta.get_field(self.field)
