"""A window on bookings for managers: to look at, not to change; and messages to send again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from booking.models import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Correction,
    Message,
    Reservation,
)
from booking.notifications import owe_again
from offices.admin.bases import AnyInline
from offices.admin.scope import MineFilter, Scope, ScopedAdmin
from offices.moments import on_the_wall


class Window(Scope):
    """Nobody writes here, not even superusers: bookings are changed by their own verbs."""

    managers_may = frozenset({"view"})

    def allows(self, request: HttpRequest, what: str) -> bool:
        return what == "view" and super().allows(request, what)


class ItemInline(Window, AnyInline):
    model = BookingItem
    fields = ("offering", "persons")


class AttendeeInline(Window, AnyInline):
    model = Attendee
    fields = ("family_name", "given_names", "born", "file_number")
    readonly_fields = ("born",)

    @admin.display(description=_("Date of birth"))
    def born(self, person: Attendee) -> str:
        return person.born


class ContactInline(Window, AnyInline):
    model = Contact
    fields = ("role", "email", "phone")


class CorrectionInline(Window, AnyInline):
    model = Correction
    fields = ("status", "reported_at", "was")


class ByNumber(Window, ScopedAdmin):
    """Found by the number of the booking alone, typed as it is shown; never by a name."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        number = search_term.replace("-", "").replace(" ", "")
        return super().get_search_results(request, queryset, number)


@admin.register(Booking)
class BookingAdmin(ByNumber):
    list_display = ("shown_number", "office", "starts_at", "state", "language", "clashed_at")
    list_filter = (
        ("clashed_at", admin.EmptyFieldListFilter),
        ("office", MineFilter),
        "reservation__status",
        "language",
    )
    list_select_related = ("office", "reservation")
    search_fields = ("number__iexact",)
    date_hierarchy = "created_at"
    fields = (
        "shown_number",
        "office",
        "starts_at",
        "state",
        "talk",
        "needs",
        "language",
        "confirmed_at",
        "clashed_at",
    )
    readonly_fields = ("shown_number", "starts_at", "state")
    inlines = (ItemInline, AttendeeInline, ContactInline)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Reported typing errors only where there are any."""
        reported = obj is not None and obj.corrections.exists()
        inlines = super().get_inlines(request, obj)
        return (*inlines, CorrectionInline) if reported else inlines

    @admin.display(description=_("number"), ordering="number")
    def shown_number(self, booking: Booking) -> str:
        return booking.spoken_number

    @admin.display(description=_("time"), ordering="reservation__during")
    def starts_at(self, booking: Booking) -> str:
        taken = booking.reservation
        return on_the_wall(taken.starts_at, booking.office.zone) if taken else "–"

    @admin.display(description=_("status"), ordering="reservation__status")
    def state(self, booking: Booking) -> str:
        return booking.reservation.get_status_display() if booking.reservation else ""


@admin.register(Reservation)
class ReservationAdmin(ByNumber):
    list_display = ("starts_at", "desk", "kind", "status", "expires_at", "booking")
    list_filter = ("status", "kind", ("desk__office", MineFilter))
    list_select_related = ("desk__office", "booking")
    search_fields = ("booking__number__iexact",)
    fields = ("desk", "during", "kind", "status", "expires_at", "created_at")

    @admin.display(description=_("time"), ordering="during")
    def starts_at(self, reservation: Reservation) -> Any:
        return timezone.localtime(reservation.starts_at, reservation.desk.office.zone)

    @admin.display(description=_("booking"))
    def booking(self, reservation: Reservation) -> str:
        """The number, where it is no block."""
        return str(getattr(reservation, "booking", "–"))


@admin.register(Message)
class MessageAdmin(ByNumber):
    list_display = ("kind", "booking", "status", "due_at", "attempts", "last_error", "sent_at")
    list_filter = ("status", "kind", ("authority", MineFilter))
    list_select_related = ("booking",)
    search_fields = ("booking__number__iexact",)
    fields = (
        "kind",
        "booking",
        "to",
        "language",
        "status",
        "due_at",
        "attempts",
        "last_error",
        "created_at",
        "sent_at",
    )
    actions = ("send_again",)

    @admin.action(description=_("Send again what has failed"), permissions=["view"])
    def send_again(self, request: HttpRequest, chosen: Any) -> None:
        count = owe_again(chosen, now=timezone.now())
        said = ngettext(
            "%(count)d message will be sent again.", "%(count)d messages will be sent again.", count
        )
        messages.success(request, said % {"count": count})
