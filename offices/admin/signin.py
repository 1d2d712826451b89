"""What happened when staff signed in: for reading, by superusers and the managers of the person."""

from django.contrib import admin
from django.http import HttpRequest

from offices.admin.scope import ScopedAdmin
from offices.models import SignInEvent


@admin.register(SignInEvent)
class SignInEventAdmin(ScopedAdmin):
    list_display = ("at", "user", "kind", "by", "note")
    list_filter = ("kind", "at")
    list_select_related = ("user", "by")
    search_fields = ("user__email", "user__name")
    date_hierarchy = "at"

    def allows(self, request: HttpRequest, what: str) -> bool:
        """Nobody adds or changes a line, not even a superuser."""
        return what == "view" and super().allows(request, what)
