"""What offices offer."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyTranslated
from offices.admin.places import Lasting
from offices.admin.scope import EVERYTHING, MineFilter, ScopedAdmin
from offices.admin.sureness import WHERE_FROM, Sureness
from offices.models import Offering


@admin.register(Offering)
class OfferingAdmin(Sureness, ScopedAdmin, AnyTranslated, Lasting):
    # Hours that are for it alone would be for all services: an offering gets a last day instead.
    managers_may = EVERYTHING - {"delete"}
    list_display = ("service", "office", "access", "how_sure", "duration_minutes", "walk_in")
    list_filter = (("office", MineFilter), "access", "walk_in", "service__group", "confidence")
    list_select_related = ("office", "service")
    search_fields = ("service__name_de", "service__name_en", "service__slug", "office__name_de")
    autocomplete_fields = ("office", "service")
    # Which desks serve it touches people who have an appointment: the pages of desks ask first.
    readonly_fields = ("how_sure", "desks")
    fixed_once_made = ("office", "service", "valid_until")
    change_form_template = "admin/offices/offering_form.html"
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
