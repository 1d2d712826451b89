"""A form of one page: it keeps what was typed, and judges only when the person goes on."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

PAGE = "page"  # the id of the one form of a page, for buttons that stand outside it
MORE_TIME = "more_time"
HINT_SEEN = "hint_seen"
# Control characters, and those that turn the direction of the text around them.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What is nothing at all, even where it counts as a letter. Joiners stay: Persian needs them.
NOTHING = re.compile(
    r"[\xad\u034f\u061c\u115f\u1160\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    r"\U000e0000-\U000e007f]"
)


def tidy(text: str) -> str:
    """Leave out what nobody sees, and every space too many."""
    return " ".join(UNSEEN.sub(" ", NOTHING.sub("", text)).split())


class TypedForm(forms.Form):
    """`hint()` may ask once to look again; pressed a second time, what was typed counts."""

    use_required_attribute = False
    button: str | Promise = _("Continue")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data or None, **options)
        self.paused = MORE_TIME in self.data
        if self.paused:
            self._errors = ErrorDict()

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_id = PAGE
        helper.hide_optional = True  # where something may stay empty, the words at the field say so
        helper.add_input(Submit("", self.button))
        return helper

    @property
    def goes_on(self) -> bool:
        return not self.paused and self.is_valid() and not self.hint

    @property
    def hint(self) -> str:
        """What to look at again before going on; empty once it was shown."""
        judged = self.is_bound and not self.paused and self.is_valid()
        return self.doubt() if judged and HINT_SEEN not in self.data else ""

    def doubt(self) -> str:
        return ""
