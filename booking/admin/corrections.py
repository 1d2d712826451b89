"""Typing errors that people have reported: accepted or declined with one press."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from booking.admin.windows import ByNumber, on_the_wall
from booking.models import Attendee, Correction
from booking.reservations import ReservationError, accept_correction, decline_correction
from offices.admin.scope import MineFilter, user_of

DECISIONS: dict[str, Callable[..., None]] = {
    "accept": accept_correction,
    "decline": decline_correction,
}


@admin.register(Correction)
class CorrectionAdmin(ByNumber):
    change_list_template = "admin/booking/correction/change_list.html"
    change_form_template = "admin/booking/correction/change_form.html"
    list_display = ("number", "reported", "old", "new", "decision")
    list_filter = ("status", ("booking__office", MineFilter))
    list_per_page = 50
    search_fields = ("booking__number__iexact",)
    sortable_by = ()  # what waits comes first
    actions = None
    fields = ("number", "office", "reported", "old", "new", "state")
    readonly_fields = fields

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["booking/admin.css"]})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("booking__office", "settled_by")
        return rows.prefetch_related("booking__attendees")

    def get_ordering(self, request: HttpRequest) -> Any:  # noqa: ARG002
        return Correction.objects.open_first().query.order_by

    @admin.display(description=gettext_lazy("number"))
    def number(self, report: Correction) -> str:
        return report.booking.spoken_number

    @admin.display(description=gettext_lazy("office"))
    def office(self, report: Correction) -> str:
        return str(report.booking.office)

    @admin.display(description=gettext_lazy("old spelling"))
    def old(self, report: Correction) -> SafeString:
        """What stood there before, once it is corrected."""
        present = _present(report)
        if report.was or present is None:
            return format_html("<bdi>{}</bdi>", report.was or "–")
        return _beside(present, report.person)

    @admin.display(description=gettext_lazy("new spelling"))
    def new(self, report: Correction) -> SafeString:
        return _beside(report.person, _present(report))

    @admin.display(description=gettext_lazy("reported at"))
    def reported(self, report: Correction) -> str:
        return on_the_wall(report.reported_at, report.booking)

    @admin.display(description=gettext_lazy("status"))
    def state(self, report: Correction) -> SafeString:
        words = report.get_status_display()
        if report.status == Correction.Status.OPEN:
            return format_html('<strong class="overdue">{}</strong>', words)
        facts = [
            words,
            report.settled_at and on_the_wall(report.settled_at, report.booking),
            report.settled_by,
        ]
        return format_html_join(" · ", "{}", ([fact] for fact in facts if fact))

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, report: Correction) -> SafeString:
        """Buttons, which stand in the form of the list; afterwards what was decided."""
        return self.state(report) + _buttons(report)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        if options.get("obj") is not None:
            context["decisions"] = _buttons(options["obj"])
        return super().render_change_form(request, context, *args, **options)

    def get_urls(self) -> list[Any]:
        deciding = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(require_POST(partial(self.decide, name))),
                name=f"booking_correction_{name}",
            )
            for name in DECISIONS
        ]
        return [*deciding, *super().get_urls()]

    def decide(self, name: str, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        report = self.get_object(request, object_id)
        try:
            DECISIONS[name](report, by=user_of(request), now=timezone.now())
            messages.success(request, f"{report}: {_done(report)}")
        except ReservationError as refusal:
            messages.error(request, f"{report}: {refusal}")
        return redirect("admin:booking_correction_changelist")


def _done(report: Correction) -> str:
    """What came of it, also where somebody else was faster."""
    report.refresh_from_db()
    if report.status == Correction.Status.DECLINED:
        return _("The name stays as it was.")
    if report.booking.email:
        return _("The name is corrected. We write so to the person.")
    return _("The name is corrected. We know no e-mail address: please tell the person yourself.")


def _present(report: Correction) -> Attendee | None:
    """The person as it is written now."""
    people = report.booking.attendees.all()
    return next((one for one in people if one.position == report.position), None)


def _beside(one: Attendee, other: Attendee | None) -> SafeString:
    """A person as in a file; words that differ from the other spelling are marked."""
    family, given, born = (
        _marked(getattr(one, part), getattr(other, part, ""))
        for part in ("family_name", "given_names", "born")
    )
    return format_html("<bdi>{}, {}</bdi><br>{}", family, given or "–", born)


def _marked(words: str, others: str) -> SafeString:
    same = others.split()
    parts = [("<mark>{}</mark>", "{}")[word in same] for word in words.split()]
    marked = zip(parts, words.split(), strict=True)
    return format_html_join(" ", "{}", ([format_html(part, word)] for part, word in marked))


def _buttons(report: Correction) -> SafeString:
    if report.status != Correction.Status.OPEN:
        return SafeString()
    urls = {
        name: reverse(f"admin:booking_correction_{name}", args=[report.pk]) for name in DECISIONS
    }
    context = {"report": report, "urls": urls}
    return SafeString(render_to_string("admin/booking/correction/buttons.html", context))
