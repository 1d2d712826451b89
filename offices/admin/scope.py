"""What managers see of the administration: their own authority, and the shared catalogue."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from offices.admin.bases import AnyAdmin, AnyPart
from offices.locks import lock_office
from offices.models import Membership, ServiceGroup, ServiceType, User
from offices.models.authority import OwnedQuerySet

M = TypeVar("M", bound=models.Model)

EVERYTHING = frozenset({"view", "add", "change", "delete"})
SHARED = (ServiceGroup, ServiceType)


def user_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_superuser)


def mine(rows: QuerySet[M], request: HttpRequest) -> QuerySet[M]:
    """Keep what the person asking manages, and what all share; of anything else nothing."""
    user = user_of(request)
    if is_superuser(request) or rows.model in SHARED:
        return rows
    if user is None or not isinstance(rows, OwnedQuerySet):
        return rows.none()
    return rows.of(user, Membership.Role.MANAGER)


class Scope(AnyPart):
    """Mix into every admin class and inline: permissions and choices of managers.

    `managers_may` names what managers may do with rows of their own authority.
    """

    managers_may = EVERYTHING
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def allows(self, request: HttpRequest, what: str) -> bool:
        user = user_of(request)
        if user is None or not user.is_active:
            return False
        return user.is_superuser or (what in self.managers_may and user.is_manager)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.allows(request, "view")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.allows(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.allows(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.allows(request, "delete")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.allows(request, "view")

    def get_field_queryset(
        self, db: str | None, db_field: Any, request: HttpRequest
    ) -> QuerySet[Any]:
        """Offer only what is theirs, in every field that points to other rows."""
        rows = super().get_field_queryset(db, db_field, request)
        if rows is None:
            rows = db_field.remote_field.model._default_manager.using(db)  # noqa: SLF001
        return mine(rows.all(), request)


class ScopedAdmin(Scope, AnyAdmin):
    """Rows of other authorities are in no list, and asking for one answers 404."""

    readonly_for_managers: tuple[str, ...] = ()
    fixed_once_made: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return mine(super().get_queryset(request), request)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        wait_for_takers(obj)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        wait_for_takers(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            for row in queryset.order_by("pk"):
                wait_for_takers(row)
            super().delete_queryset(request, queryset)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        fixed = self.fixed_once_made if obj else ()
        manager = () if is_superuser(request) else self.readonly_for_managers
        return (*super().get_readonly_fields(request, obj), *fixed, *manager)


def wait_for_takers(changed: Any) -> None:
    """Nobody takes a time at an office while its rules change, until the change is committed."""
    office = getattr(changed, "office_id", None)
    if office is not None:
        lock_office(office)


class MineFilter(admin.RelatedFieldListFilter):
    """A filter by office or authority that names only one's own."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        rows = mine(field.remote_field.model._default_manager.all(), request)  # noqa: SLF001
        return field.get_choices(
            include_blank=False,
            ordering=self.field_admin_ordering(field, request, model_admin),
            limit_choices_to={"pk__in": rows.values("pk")},
        )
