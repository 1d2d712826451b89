"""Invitations: who was invited, who has chosen, and for whom no time is free before the end."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from booking.admin import inviting
from booking.admin.answers import language_of
from booking.admin.next_times import MAY_CHOOSE, StateFilter, WithNextTimes, next_times
from booking.admin.windows import ByNumber, on_the_wall
from booking.models import Booking, Invitation
from booking.models.stage import Stage, stage_of
from booking.papers.letters import letters_pdf
from booking.reservations import (
    ReservationError,
    invite_again,
    withdraw_invitation,
)
from offices.admin.scope import MineFilter

NAMES = {
    Stage.INVITED: gettext_lazy("open"),
    Stage.HELD: gettext_lazy("is choosing right now"),
    Stage.BOOKED: gettext_lazy("chosen"),
    Stage.PAST: gettext_lazy("was here"),
    Stage.OVERDUE: gettext_lazy("past"),
    Stage.WITHDRAWN: gettext_lazy("withdrawn"),
    Stage.FORGOTTEN: gettext_lazy("erased"),
}


@admin.register(Invitation)
class InvitationAdmin(ByNumber):
    change_list_template = "admin/booking/invitation/change_list.html"
    change_form_template = "admin/booking/invitation/change_form.html"
    list_display = ("number", "person", "state", "next_free", "latest", "matters", "way")
    list_filter = (StateFilter, "way", ("booking__office", MineFilter))
    list_per_page = 50
    sortable_by = ("latest",)
    fields = (
        "number",
        "person",
        "matters",
        "office",
        "way",
        "email",
        "language",
        "latest",
        "is_order",
        "internal_hours",
        "state",
        "appointment",
        "next_free",
        "invited_at",
        "invited_by",
        "withdrawn_at",
    )
    readonly_fields = (
        "number",
        "person",
        "matters",
        "office",
        "email",
        "language",
        "state",
        "appointment",
        "next_free",
    )
    search_fields = ("booking__number__iexact",)
    actions = ("withdraw", "send_again", "print_letters")

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["booking/admin.css"]})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        near: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .select_related(
                "booking__office__authority",
                "booking__reservation",
                "booking__invitation",
                "booking__request",
            )
        )
        return near.prefetch_related("booking__attendees", "booking__items__offering__service")

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[WithNextTimes]:  # noqa: ARG002
        return WithNextTimes

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        found, now = super().get_object(request, object_id, from_field), timezone.now()
        found.stage = stage_of(found.booking, now)
        found.next_time = next_times([found], now).get(found.pk)
        return found

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[Any],
        search_term: str,
    ) -> tuple[QuerySet[Any], bool]:
        """By the number as it is shown, or by all words of a name."""
        number = Q(booking__number__iexact=search_term.replace("-", "").replace(" ", ""))
        named = Booking.objects.all()
        for word in search_term.split():
            in_name = Q(attendees__family_name__icontains=word)
            named = named.filter(in_name | Q(attendees__given_names__icontains=word))
        by_name = Q(booking__in=named) if search_term.strip() else Q()
        return queryset.filter(number | by_name) if search_term.strip() else queryset, False

    def get_urls(self) -> list[Any]:
        def wrapped(view: Any) -> Any:
            return self.admin_site.admin_view(inviting.bound(view, self))

        return [
            path("invite/", wrapped(inviting.one), name="booking_invitation_invite"),
            path("invite/list/", wrapped(inviting.many), name="booking_invitation_list"),
            *(
                path(f"<path:object_id>/{name}/", wrapped(view), name=f"booking_invitation_{name}")
                for name, view in inviting.PAGES.items()
            ),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("number"))
    def number(self, invitation: Invitation) -> str:
        return invitation.booking.spoken_number

    @admin.display(description=gettext_lazy("person"))
    def person(self, invitation: Invitation) -> str:
        first = next(iter(invitation.booking.attendees.all()), None)
        return first.filed if first else "–"

    @admin.display(description=gettext_lazy("matters"))
    def matters(self, invitation: Invitation) -> str:
        return ", ".join(str(item.offering.service) for item in invitation.booking.items.all())

    @admin.display(description=gettext_lazy("office"))
    def office(self, invitation: Invitation) -> str:
        return str(invitation.booking.office)

    @admin.display(description=gettext_lazy("e-mail"))
    def email(self, invitation: Invitation) -> str:
        return invitation.booking.email or "–"

    @admin.display(description=gettext_lazy("language"))
    def language(self, invitation: Invitation) -> str:
        return language_of(invitation.booking)

    @admin.display(description=gettext_lazy("status"))
    def state(self, invitation: Any) -> str:
        return str(NAMES.get(invitation.stage, "–"))

    @admin.display(description=gettext_lazy("appointment"))
    def appointment(self, invitation: Any) -> str:
        taken = invitation.booking.reservation
        if invitation.stage not in (Stage.BOOKED, Stage.PAST) or taken is None:
            return "–"
        return on_the_wall(taken.starts_at, invitation.booking)

    @admin.display(description=gettext_lazy("next free time"))
    def next_free(self, invitation: Any) -> SafeString | str:
        if invitation.stage not in MAY_CHOOSE:
            return "–"
        if invitation.next_time is None:
            return format_html('<strong class="overdue">{}</strong>', _("nothing free"))
        return on_the_wall(invitation.next_time, invitation.booking)

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["view"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        count = _each(request, chosen, lambda one, now: withdraw_invitation(one, now=now))
        said = ngettext(
            "%(count)d invitation is withdrawn.", "%(count)d invitations are withdrawn.", count
        )
        messages.success(request, said % {"count": count})

    @admin.action(description=gettext_lazy("Send again by e-mail"), permissions=["view"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        by_email = chosen.filter(way=Invitation.Way.EMAIL, withdrawn_at=None)
        count = _each(
            request, by_email, lambda one, now: invite_again(one, latest=one.latest, now=now)
        )
        said = ngettext(
            "%(count)d invitation is sent again.", "%(count)d invitations are sent again.", count
        )
        messages.success(request, said % {"count": count})

    @admin.action(description=gettext_lazy("Print letters"), permissions=["view"])
    def print_letters(
        self, request: HttpRequest, chosen: QuerySet[Invitation]
    ) -> HttpResponse | None:
        open_ones = [one for one in chosen if stage_of(one.booking, timezone.now()) in MAY_CHOOSE]
        if open_ones:
            return inviting.as_file(letters_pdf([one.booking for one in open_ones]))
        messages.warning(request, _("None of these can be chosen with any more."))
        return None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        invitation = options.get("obj")
        if invitation is not None:
            context["pages"] = [
                (reverse(f"admin:booking_invitation_{name}", args=[invitation.pk]), title)
                for name, title in inviting.pages_for(invitation)
            ]
        return super().render_change_form(request, context, *args, **options)


def _each(request: HttpRequest, chosen: QuerySet[Invitation], verb: Any) -> int:
    """Do it with each, say of which it was refused and why, and count the others."""
    done = 0
    for invitation in chosen:
        try:
            verb(invitation, timezone.now())
            done += 1
        except ReservationError as refusal:
            messages.error(request, f"{invitation}: {refusal}")
    return done
