"""Offices, their desks, opening hours and closures."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyAdmin, AnyInline, AnyTranslated, AnyTranslatedInline
from offices.admin.planned import Planned, ReadOnly
from offices.admin.scope import MineFilter, ScopedAdmin
from offices.admin.sureness import WHERE_FROM, Sureness
from offices.models import Closure, Desk, Office, OfficeAddress, OpeningHours, Responsibility


class Lasting(AnyAdmin):
    """What was used is never deleted; the page that refuses says what to do instead."""

    delete_confirmation_template = "admin/offices/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/offices/delete_selected_confirmation.html"


class AddressInline(ReadOnly, AnyTranslatedInline):
    model = OfficeAddress
    extra = 0


# Whoever has an appointment would stand before a closed door, or be told another hour.
TOUCH_THE_BOOKED = ("timezone", "street", "postal_code", "city", "valid_until")


@admin.register(Office)
class OfficeAdmin(Sureness, ScopedAdmin, AnyTranslated, Lasting):
    list_display = ("name", "authority", "city", "status", "valid_until", "how_sure")
    list_filter = (("authority", MineFilter), "status", "confidence")
    list_select_related = ("authority",)
    search_fields = ("slug", "name_de", "name_en", "street", "city", "authority__short_name")
    autocomplete_fields = ("authority",)
    readonly_fields = ("how_sure",)
    fixed_once_made = ("authority", *TOUCH_THE_BOOKED)
    change_form_template = "admin/offices/office_form.html"
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


class ResponsibilityInline(ReadOnly, AnyInline):
    model = Responsibility
    extra = 0


@admin.register(Desk)
class DeskAdmin(Planned, Sureness, ScopedAdmin):
    planned_on = "desks"
    list_display = ("label", "office", "position", "valid_until", "how_sure")
    list_filter = (("office", MineFilter), "confidence")
    list_select_related = ("office",)
    search_fields = ("label", "office__name_de", "office__slug")
    readonly_fields = ("how_sure",)
    inlines = (ResponsibilityInline,)
    fieldsets = (
        (None, {"fields": ("label", "office", "position", "valid_until")}),
        WHERE_FROM,
    )


@admin.register(OpeningHours)
class OpeningHoursAdmin(Planned, Sureness, ScopedAdmin, AnyTranslated):
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
    readonly_fields = ("how_sure",)
    fieldsets = (
        (None, {"fields": ("office", "weekday", "opens", "closes", "audience", "note")}),
        (_("Kept back"), {"fields": ("opens_to_public_before",)}),
        (_("Season"), {"fields": ("valid_from", "valid_until", "every_weeks")}),
        (_("Only for some"), {"fields": ("desks", "offerings")}),
        WHERE_FROM,
    )


@admin.register(Closure)
class ClosureAdmin(Planned, ScopedAdmin, AnyTranslated):
    planned_on = "closures"
    list_display = ("reason", "office", "desk", "starts_at", "ends_at", "applies", "is_holiday")
    list_filter = (("office", MineFilter), "applies", ("holiday", admin.EmptyFieldListFilter))
    list_select_related = ("office", "desk")
    date_hierarchy = "starts_at"
    search_fields = ("reason_de", "reason_en", "office__name_de", "office__slug")
    readonly_fields = ("holiday",)
    fieldsets = (
        (None, {"fields": ("office", "desk", "starts_at", "ends_at", "reason")}),
        (None, {"fields": ("applies", "open_reason", "holiday")}),
    )

    @admin.display(description=_("public holiday"), boolean=True)
    def is_holiday(self, closure: Closure) -> bool:
        return closure.holiday is not None
