"""The catalogue all authorities share; managers read it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyTranslated, AnyTranslatedInline
from offices.admin.scope import Scope, ScopedAdmin
from offices.admin.sureness import WHERE_FROM, Sureness
from offices.models import LoadedRecord, RequiredDocument, ServiceGroup, ServiceType

TO_READ = frozenset({"view"})


@admin.register(ServiceGroup)
class ServiceGroupAdmin(ScopedAdmin, AnyTranslated):
    managers_may = TO_READ
    list_display = ("name", "position", "people", "special_law")
    list_filter = ("people",)
    search_fields = ("slug", "name_de", "name_en")


class DocumentInline(Scope, AnyTranslatedInline):
    """Documents of the catalogue; what one office asks for besides stands on its own pages."""

    model = RequiredDocument
    managers_may = TO_READ
    extra = 0
    exclude = ("offering",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RequiredDocument]:
        found: QuerySet[RequiredDocument] = super().get_queryset(request)
        return found.filter(offering=None)


@admin.register(ServiceType)
class ServiceTypeAdmin(Sureness, ScopedAdmin, AnyTranslated):
    managers_may = TO_READ
    list_display = ("name", "group", "duration_minutes", "biometrics", "urgent", "how_sure")
    list_filter = ("group", "proxy", "biometrics", "no_visit_needed", "urgent", "confidence")
    list_select_related = ("group",)
    search_fields = ("slug", "name_de", "name_en", "plain_de", "legal_basis")
    autocomplete_fields = ("group",)
    readonly_fields = ("how_sure",)
    inlines = (DocumentInline,)
    fieldsets = (
        (None, {"fields": ("name", "slug", "group", "position", "plain", "note", "internal_note")}),
        (_("Law"), {"fields": ("legal_basis", "leika", "ozg_id")}),
        (
            _("How long, for how many"),
            {"fields": ("duration_minutes", "minutes_per_further_person", "max_persons")},
        ),
        (_("Fee"), {"fields": ("fee_min", "fee_max", "fee_per", "fee_note")}),
        (
            _("Visit"),
            {
                "fields": (
                    "biometrics",
                    "who_attends",
                    "proxy",
                    "no_visit_needed",
                    "no_visit_note",
                    "urgent",
                )
            },
        ),
        WHERE_FROM,
    )


@admin.register(LoadedRecord)
class LoadedRecordAdmin(ScopedAdmin):
    """For looking up what was loaded; nobody writes here but the loader."""

    managers_may = frozenset()
    list_display = ("key", "row")
    search_fields = ("key",)

    def allows(self, request: HttpRequest, what: str) -> bool:
        return what == "view" and super().allows(request, what)
