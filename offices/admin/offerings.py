"""What offices offer."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyTranslated
from offices.admin.forms import DesksOrOfferings, OneOfficeForm
from offices.admin.places import Lasting
from offices.admin.scope import MineFilter, ScopedAdmin
from offices.admin.sureness import WHERE_FROM, Sureness
from offices.models import Offering


@admin.register(Offering)
class OfferingAdmin(Sureness, ScopedAdmin, AnyTranslated, Lasting):
    form = OneOfficeForm
    list_display = ("service", "office", "access", "how_sure", "duration_minutes", "walk_in")
    list_filter = (("office", MineFilter), "access", "walk_in", "service__group", "confidence")
    list_select_related = ("office", "service")
    search_fields = ("service__name_de", "service__name_en", "service__slug", "office__name_de")
    autocomplete_fields = ("office", "service")
    readonly_fields = ("how_sure",)
    fixed_once_made = ("office", "service")
    fieldsets = (
        (None, {"fields": ("service", "office", "valid_until")}),
        (_("Access"), {"fields": ("access", "walk_in", "access_note", "note")}),
        (
            _("How long, for how many"),
            {
                "fields": (
                    "duration_minutes",
                    "minutes_per_further_person",
                    "tidy_minutes",
                    "max_persons",
                )
            },
        ),
        (
            _("When"),
            {"fields": ("notice_minutes", "horizon_days", "invited_internal", "reminder_days")},
        ),
        (_("Where"), {"fields": ("desks",)}),
        WHERE_FROM,
    )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **_kwargs: Any) -> Any:
        rows = self.get_field_queryset(None, db_field, request).select_related("office")
        return db_field.formfield(queryset=rows, form_class=DesksOrOfferings)
