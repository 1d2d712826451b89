"""Offices, their desks, opening hours and closures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyAdmin, AnyInline, AnyTranslated, AnyTranslatedInline
from offices.admin.forms import DesksOrOfferings, OpeningHoursForm
from offices.admin.scope import MineFilter, Scope, ScopedAdmin
from offices.admin.sureness import WHERE_FROM, Sureness
from offices.models import Closure, Desk, Office, OfficeAddress, OpeningHours, Responsibility


class Lasting(AnyAdmin):
    """What was used is never deleted; the page that refuses says what to do instead."""

    delete_confirmation_template = "admin/offices/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/offices/delete_selected_confirmation.html"


class AddressInline(Scope, AnyTranslatedInline):
    """For corrections. A move belongs on the page that also tells those it concerns."""

    model = OfficeAddress
    managers_may = frozenset({"view"})
    extra = 0


@admin.register(Office)
class OfficeAdmin(Sureness, ScopedAdmin, AnyTranslated, Lasting):
    list_display = ("name", "authority", "city", "status", "valid_until", "how_sure")
    list_filter = (("authority", MineFilter), "status", "confidence")
    list_select_related = ("authority",)
    search_fields = ("slug", "name_de", "name_en", "street", "city", "authority__short_name")
    autocomplete_fields = ("authority",)
    readonly_fields = ("how_sure",)
    fixed_once_made = ("authority",)
    inlines = (AddressInline,)
    fieldsets = (
        (None, {"fields": ("name", "authority", "slug", "status", "valid_until")}),
        (_("Address"), {"fields": ("street", "postal_code", "city")}),
        (_("Getting there"), {"fields": ("access_notes", "directions")}),
        (
            _("Calendar"),
            {"fields": ("timezone", "grid_minutes", "release_at", "warns_of_shortage")},
        ),
        WHERE_FROM,
    )


class ResponsibilityInline(Scope, AnyInline):
    model = Responsibility
    extra = 0


@admin.register(Desk)
class DeskAdmin(Sureness, ScopedAdmin, Lasting):
    list_display = ("label", "office", "position", "valid_until", "how_sure")
    list_filter = (("office", MineFilter), "confidence")
    list_select_related = ("office",)
    search_fields = ("label", "office__name_de", "office__slug")
    autocomplete_fields = ("office",)
    readonly_fields = ("how_sure",)
    fixed_once_made = ("office",)
    inlines = (ResponsibilityInline,)
    fieldsets = (
        (None, {"fields": ("label", "office", "position", "valid_until")}),
        WHERE_FROM,
    )


@admin.register(OpeningHours)
class OpeningHoursAdmin(Sureness, ScopedAdmin, AnyTranslated):
    form = OpeningHoursForm
    list_display = (
        "office",
        "weekday",
        "opens",
        "closes",
        "audience",
        "opens_to_public_before",
        "valid_from",
        "valid_until",
        "how_sure",
    )
    list_display_links = ("weekday",)
    list_filter = (("office", MineFilter), "weekday", "audience", "confidence")
    list_select_related = ("office",)
    search_fields = ("office__name_de", "office__slug", "note_de")
    autocomplete_fields = ("office",)
    readonly_fields = ("how_sure",)
    fixed_once_made = ("office",)
    fieldsets = (
        (None, {"fields": ("office", "weekday", "opens", "closes", "audience", "note")}),
        (_("Kept back"), {"fields": ("opens_to_public_before",)}),
        (_("Season"), {"fields": ("valid_from", "valid_until", "every_weeks")}),
        (_("Only for some"), {"fields": ("desks", "offerings")}),
        WHERE_FROM,
    )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **_kwargs: Any) -> Any:
        rows = self.get_field_queryset(None, db_field, request).select_related("office")
        if db_field.name == "offerings":
            rows = rows.select_related("office", "service")
        return db_field.formfield(queryset=rows, form_class=DesksOrOfferings)


@admin.register(Closure)
class ClosureAdmin(ScopedAdmin, AnyTranslated):
    list_display = ("reason", "office", "desk", "starts_at", "ends_at", "applies", "is_holiday")
    list_filter = (("office", MineFilter), "applies", ("holiday", admin.EmptyFieldListFilter))
    list_select_related = ("office", "desk")
    date_hierarchy = "starts_at"
    search_fields = ("reason_de", "reason_en", "office__name_de", "office__slug")
    autocomplete_fields = ("office", "desk")
    readonly_fields = ("holiday",)
    fixed_once_made = ("office",)
    fieldsets = (
        (None, {"fields": ("office", "desk", "starts_at", "ends_at", "reason")}),
        (None, {"fields": ("applies", "holiday")}),
    )

    @admin.display(description=_("public holiday"), boolean=True)
    def is_holiday(self, closure: Closure) -> bool:
        return closure.holiday is not None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A holiday would come back; it is switched off with "closed" instead."""
        is_holiday = obj is not None and obj.holiday is not None
        return super().has_delete_permission(request, obj) and not is_holiday
