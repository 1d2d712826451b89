"""The pages of an office that stand above each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.views.caseworker.place import Place
from offices.models import Change

OVERVIEW, DRAFT = "overview", "draft"
# The place that a page names, the page that stands for it, and what it is called.
TABS: tuple[tuple[str, str, str | Promise], ...] = (
    (OVERVIEW, "office", gettext_lazy("Overview")),
    ("hours", "hours", gettext_lazy("Opening hours")),
    ("closures", "closures", gettext_lazy("Closures")),
    ("desks", "desks", gettext_lazy("Desks")),
    ("house", "house", gettext_lazy("Address")),
    (DRAFT, "draft", ""),
    ("changes", "changes", gettext_lazy("Changes")),
    ("services", "services", gettext_lazy("services")),
    ("texts", "texts", gettext_lazy("Texts")),
    ("mails", "mails", gettext_lazy("Mails")),
    ("office", "office_facts", gettext_lazy("office")),
    ("authority", "authority", gettext_lazy("authority")),
    ("people", "people", gettext_lazy("Staff")),
    ("to_do", "to_do", gettext_lazy("To do")),
    ("what_if", "what_if", gettext_lazy("What if?")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    url: str
    name: str
    is_here: bool


def tabs_of(place: Place, draft: Change | None, here: object) -> list[Tab]:
    """All of them; the one of planned changes only where there are any."""
    return list(_tabs(place, draft, here))


def _tabs(place: Place, draft: Change | None, here: object) -> Iterator[Tab]:
    for key, page, name in TABS:
        shown = _planned(draft) if key == DRAFT else capfirst(str(name))
        if shown:
            yield Tab(place.manage(page), shown, is_here=key == here)


def _planned(draft: Change | None) -> str:
    return _("Planned (%(n)s)") % {"n": len(draft.steps)} if draft and draft.steps else ""
