"""Staff. Managers look after their people at /manage/ and only read here; superusers do all."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from offices import staff
from offices.admin.bases import AnyAccountForm, AnyUserAdmin
from offices.admin.forms import InvitationForm, RoleForm
from offices.admin.scope import MineFilter, ScopedAdmin, user_of
from offices.models import Membership, User

admin.site.unregister(Group)


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    managers_may = frozenset({"view"})
    list_display = ("called", "email", "authority", "office", "role")
    list_filter = ("role", ("authority", MineFilter), ("office", MineFilter))
    list_select_related = ("user", "authority", "office")
    search_fields = ("user__email", "user__name")
    autocomplete_fields = ("authority", "office")

    @admin.display(description=_("user"), ordering="user__name")
    def called(self, membership: Membership) -> str:
        return membership.called

    @admin.display(description=_("e-mail"), ordering="user__email")
    def email(self, membership: Membership) -> str:
        return membership.user.email

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:  # noqa: ARG002
        who = ["called", "authority"] if obj else ["email", "name", "authority"]
        return [*who, "office", "role"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Membership | None = None
    ) -> tuple[str, ...]:
        return (
            *super().get_readonly_fields(request, obj),
            *(("called", "authority") if obj else ()),
        )

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        kwargs["form"] = RoleForm if obj else InvitationForm
        return super().get_form(request, obj, *args, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_own(request, obj)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:  # noqa: FBT001
        if change:
            super().save_model(request, obj, form, change)
            staff.open_or_close_administration(obj.user)
            return
        made = staff.invite(
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            job=staff.Job(obj.authority, obj.role, obj.office),
        )
        obj.pk, obj.user = made.pk, made.user
        who, by = made.user, user_of(request)
        assert by is not None  # noqa: S101 - whoever may add has an account
        transaction.on_commit(lambda: staff.send_invitation(who, obj.authority, by=by))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:  # noqa: ARG002
        staff.dismiss(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:  # noqa: ARG002
        for membership in queryset.select_related("user"):
            staff.dismiss(membership)


def _is_own(request: HttpRequest, membership: Membership | None) -> bool:
    """Nobody takes the role away from themselves: who would give it back?"""
    return membership is not None and membership.user_id == request.user.pk


class AccountForm(AnyAccountForm):
    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class UserAdmin(ScopedAdmin, AnyUserAdmin):
    managers_may = frozenset()
    add_form = AccountForm
    list_display = ("email", "name", "is_active", "is_staff", "is_superuser", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "memberships__authority")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        by = user_of(request)
        if change and by and "is_active" in form.changed_data:
            staff.note_switch(obj, None, by=by)
