"""Many things to tick, folded below a line that says what is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise


class FoldedChoices(forms.CheckboxSelectMultiple):
    """`nothing` says what it means that none is chosen."""

    def __init__(self, nothing: str | Promise, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.nothing = nothing

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The line itself, where an error leads: what is in it cannot be reached while folded."""
        return f"{id_}_chosen" if index is None and id_ else super().id_for_label(id_, index)
