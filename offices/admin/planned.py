"""What managers plan on pages of their own: there people who are booked are looked after first."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.http import HttpRequest, HttpResponse

from offices.admin.bases import AnyAdmin
from offices.admin.scope import Scope


class ReadOnly(Scope):
    """To look at, for everybody; nothing goes around the check of what a change would do."""

    def allows(self, request: HttpRequest, what: str) -> bool:
        return what == "view" and super().allows(request, what)


class Planned(ReadOnly, AnyAdmin):
    """The list and each row lead to the page on which managers change it."""

    change_list_template = "admin/offices/planned_list.html"
    change_form_template = "admin/offices/planned_form.html"
    planned_on = "hours"  # the name of the page, among those of managers

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["offices/admin.css"]})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"planned_on": f"manage:{self.planned_on}"}
        return super().render_change_form(request, context, *args, **kwargs)
