"""Authorities, their municipalities, their own wordings of legal texts."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyTranslated
from offices.admin.scope import MineFilter, ScopedAdmin, is_superuser, mine
from offices.admin.sureness import WHERE_FROM, Sureness
from offices.models import Authority, LegalText, Municipality


@admin.register(Authority)
class AuthorityAdmin(Sureness, ScopedAdmin, AnyTranslated):
    managers_may = frozenset({"view", "change"})
    list_display = ("short_name", "name", "land", "phone", "email", "how_sure")
    list_filter = ("land", "confidence")
    search_fields = ("short_name", "slug", "name_de", "name_en", "municipalities__name")
    readonly_fields = ("how_sure",)
    readonly_for_managers = ("slug", "land", "iso", "ags", "holiday_category")
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "kind", "official_header")}),
        (_("Land"), {"fields": ("land", "iso", "ags", "holiday_category")}),
        (_("How to reach it"), {"fields": ("phone", "email", "website", "advice_link")}),
        (
            _("How to apply"),
            {
                "fields": (
                    "apply_way",
                    "apply_note",
                    "apply_url",
                    "apply_post",
                    "apply_email",
                    "deadline_letterbox",
                )
            },
        ),
        (
            _("Rules"),
            {
                "fields": (
                    "answer_days",
                    "earliest_days_before_expiry",
                    "apply_at_least_days",
                    "apply_at_most_days",
                    "cards_per_slot",
                    "collect_after_weeks",
                    "rules_note",
                    "history_note",
                )
            },
        ),
        (_("Paying and photos"), {"fields": ("payment_note", "photo_terminal", "photo_note")}),
        (
            _("Data protection"),
            {"fields": ("data_protection_law", "retention_days", "correction_way")},
        ),
        WHERE_FROM,
    )


@admin.register(Municipality)
class MunicipalityAdmin(ScopedAdmin):
    list_display = ("name", "authority")
    list_filter = (("authority", MineFilter),)
    list_select_related = ("authority",)
    search_fields = ("name",)
    autocomplete_fields = ("authority",)


@admin.register(LegalText)
class LegalTextAdmin(Sureness, ScopedAdmin, AnyTranslated):
    """Everybody reads the default wordings; managers write those of their own authority."""

    list_display = ("key", "authority", "until", "how_sure")
    list_filter = ("key", ("authority", MineFilter), "confidence")
    list_select_related = ("authority",)
    search_fields = ("text_de", "text_en")
    autocomplete_fields = ("authority",)
    readonly_fields = ("how_sure",)
    fixed_once_made = ("key", "authority")
    fieldsets = (
        (None, {"fields": ("key", "authority", "text", "condition", "until")}),
        (None, {"fields": ("basis", "shown_when")}),
        WHERE_FROM,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[LegalText]:
        own = mine(LegalText.objects.all(), request).values("pk")
        every = super(ScopedAdmin, self).get_queryset(request)
        return every.filter(Q(pk__in=own) | Q(authority=None))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_own(request, obj)

    def _is_own(self, request: HttpRequest, text: LegalText | None) -> bool:
        return is_superuser(request) or text is None or text.authority_id is not None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "authority":
            # A wording without an authority would be everybody's default.
            field.required = not is_superuser(request)
        return field
