"""Days on which the office is closed for two reasons at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from offices.moments import day_at, day_in_words
from offices.remarks.rows import Remark, Rows


def odd(rows: Rows) -> Iterator[Remark]:
    for first, second in pairwise(rows.closures):
        if second.starts_at < first.ends_at:
            day = day_in_words(day_at(second.starts_at, rows.zone), get_language() or "de")
            said = {
                "day": day,
                "first": first.reason or _("closed"),
                "second": second.reason or _("closed"),
            }
            text = _("On %(day)s the office is closed twice: %(first)s, %(second)s.")
            yield Remark(text % said, "closures")
