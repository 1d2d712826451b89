"""What people asked for, the most urgent first, and answering it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, QuerySet, Value
from django.forms import Form, Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from booking.admin.answers import ANSWERS, Answer, how_it_is_sent, language_of, suggestions
from booking.admin.inviting import warn_of_nothing_free
from booking.admin.times import StaffTimes
from booking.admin.windows import ByNumber, on_the_wall
from booking.forms.contact import readable
from booking.forms.wishes import Wish
from booking.models import PartOfDay, Request, Stage, Talk, stage_of
from booking.reservations import ReservationError
from offices.admin.scope import MineFilter, user_of
from offices.models import Weekday
from offices.moments import day_at, day_in_words

TO_ANSWER = (Stage.ASKED, Stage.QUESTION, Stage.OFFERED)
# What became of it after the answer.
SINCE = {
    Stage.BOOKED: gettext_lazy("accepted"),
    Stage.PAST: gettext_lazy("past"),
    Stage.CANCELLED: gettext_lazy("cancelled"),
    Stage.FORGOTTEN: gettext_lazy("erased"),
}


class WaitingFilter(admin.SimpleListFilter):
    """Unless asked otherwise, the list is what the office has to act on."""

    title = gettext_lazy("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [("answered", _("answered")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        waiting, *others = super().choices(changelist)
        return [{**waiting, "display": _("waiting for the office")}, *others]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ARG002
        waiting = Request.objects.waiting(timezone.now())
        if self.value() == "answered":
            return queryset.exclude(pk__in=waiting.values("pk"))
        return queryset if self.value() == "all" else queryset.filter(pk__in=waiting.values("pk"))


@admin.register(Request)
class RequestAdmin(ByNumber):
    change_form_template = "admin/booking/request/change_form.html"
    change_list_template = "admin/booking/request/change_list.html"
    list_display = ("number", "office", "service", "ends_on", "age", "answer_until", "state")
    list_filter = (WaitingFilter, ("booking__office", MineFilter))
    search_fields = ("booking__number__iexact",)
    sortable_by = ()  # the order is the rule
    fieldsets = (
        (None, {"fields": ("number", "office", "service", "persons", "words")}),
        (gettext_lazy("Urgency"), {"fields": ("document", "ends_on", "has_proof")}),
        (gettext_lazy("Wishes"), {"fields": ("wished_days", "wished_parts")}),
        (gettext_lazy("Person"), {"fields": ("people", "reach", "language", "talk")}),
        (
            gettext_lazy("Answer"),
            {"fields": ("asked_at", "answer_until", "state", "time", "answered_at", "answered_by")},
        ),
    )

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["booking/admin.css"]})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each row knows the moment at which the page was asked for."""
        rows = super().get_queryset(request).annotate(now=Value(timezone.now(), DateTimeField()))
        near: QuerySet[Any] = rows.select_related(
            "booking__authority", "booking__office", "booking__reservation", "booking__invitation"
        )
        return near.prefetch_related("booking__items__offering__service")

    def get_ordering(self, request: HttpRequest) -> Any:  # noqa: ARG002
        return Request.objects.by_urgency().query.order_by

    @admin.display(description=gettext_lazy("number"))
    def number(self, asked: Request) -> str:
        return asked.booking.spoken_number

    @admin.display(description=gettext_lazy("office"))
    def office(self, asked: Request) -> str:
        return str(asked.booking.office)

    @admin.display(description=gettext_lazy("matter"))
    def service(self, asked: Request) -> str:
        return ", ".join(str(item.offering.service) for item in asked.booking.items.all())

    @admin.display(description=gettext_lazy("persons"))
    def persons(self, asked: Request) -> int:
        return max(item.persons for item in asked.booking.items.all())

    @admin.display(description=gettext_lazy("waits since"))
    def age(self, asked: Any) -> str:
        return timesince(asked.asked_at, asked.now, depth=1)

    @admin.display(description=gettext_lazy("answer by"))
    def answer_until(self, asked: Any) -> SafeString | str:
        by = day_in_words(
            day_at(asked.answer_by, asked.booking.office.zone), get_language() or "de"
        )
        if not asked.is_overdue(asked.now):
            return by
        return format_html('<strong class="overdue">{}: {}</strong>', _("overdue"), by)

    @admin.display(description=gettext_lazy("status"))
    def state(self, asked: Any) -> str:
        stage = stage_of(asked.booking, asked.now)
        is_over = asked.status == Request.Status.OFFERED and stage is Stage.ASKED
        if is_over:
            return _("not accepted in time")
        return str(SINCE.get(stage) or asked.get_status_display())

    @admin.display(description=gettext_lazy("time"))
    def time(self, asked: Any) -> str:
        """What was offered, or chosen, and until when it is kept."""
        taken = asked.booking.reservation
        if taken is None:
            return "–"
        moment = on_the_wall(taken.starts_at, asked.booking)
        if not taken.is_held(asked.now):
            return moment
        until = on_the_wall(taken.expires_at, asked.booking)
        return _("%(time)s, kept until %(until)s") % {"time": moment, "until": until}

    @admin.display(description=gettext_lazy("what it is about"))
    def words(self, asked: Request) -> SafeString:
        """In the direction in which it was written."""
        return format_html('<div dir="auto">{}</div>', linebreaksbr(asked.matter))

    @admin.display(description=gettext_lazy("wished weekdays"))
    def wished_days(self, asked: Request) -> str:
        return ", ".join(str(Weekday(day).label) for day in asked.weekdays) or "–"

    @admin.display(description=gettext_lazy("wished times of day"))
    def wished_parts(self, asked: Request) -> str:
        return ", ".join(str(PartOfDay(part).label) for part in asked.parts_of_day) or "–"

    @admin.display(description=gettext_lazy("persons"))
    def people(self, asked: Request) -> str:
        return "; ".join(
            ", ".join(filter(None, (one.full_name, one.born, one.file_number)))
            for one in asked.booking.attendees.all()
        )

    @admin.display(description=gettext_lazy("contact"))
    def reach(self, asked: Request) -> str:
        ways = [(one.email, readable(one.phone)) for one in asked.booking.contacts.all()]
        return ", ".join(way for pair in ways for way in pair if way) or "–"

    @admin.display(description=gettext_lazy("language"))
    def language(self, asked: Request) -> str:
        return language_of(asked.booking)

    @admin.display(description=gettext_lazy("how we will talk"))
    def talk(self, asked: Request) -> str:
        return str(Talk(asked.booking.talk).label) if asked.booking.talk else "–"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        shown = [field for _legend, part in self.fieldsets for field in part["fields"]]
        return (*super().get_readonly_fields(request, obj), *shown)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        asked = options.get("obj")
        if asked is not None:
            context["conversation"] = asked.booking.notes.all()
            context["answers"] = _answers(asked)
        return super().render_change_form(request, context, *args, **options)

    def get_urls(self) -> list[Any]:
        answering = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(partial(self.answer, name)),
                name=_page(name),
            )
            for name in ANSWERS
        ]
        return [*answering, *super().get_urls()]

    def answer(self, name: str, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the form of an answer and give it, on the wall clock of the office."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = self.get_object(request, object_id)
        with timezone.override(asked.booking.office.zone):
            form = _form(ANSWERS[name], request, asked)
            if form.is_valid() and self._give(ANSWERS[name], request, asked, form):
                messages.success(request, _("The answer is given."))
                if name == "invite":
                    warn_of_nothing_free(request, [asked.booking])
                return redirect("admin:booking_request_change", asked.pk)
            return self._show(ANSWERS[name], request, self.get_object(request, object_id), form)

    def _give(self, answer: Answer, request: HttpRequest, asked: Any, form: Form) -> bool:
        try:
            answer.from_form(asked, form, by=user_of(request), now=asked.now)  # type: ignore[arg-type]
        except ReservationError as refusal:
            form.add_error(None, str(refusal))
            return False
        return True

    def _show(self, answer: Answer, request: HttpRequest, asked: Any, form: Form) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": answer.title,
            "subtitle": None,
            "opts": self.opts,
            "asked": asked,
            "summary": self._summary(asked),
            "answer": answer,
            "form": form,
            "media": self.media,
            "how_it_is_sent": how_it_is_sent(asked.booking),
            **(_times(request, asked) if "start" in form.fields else {}),
        }
        return render(request, "admin/booking/request/answer.html", context)

    def _summary(self, asked: Any) -> list[tuple[str, Any]]:
        ends_on = asked.ends_on and day_in_words(asked.ends_on, get_language() or "de")
        return [
            (_("person"), self.people(asked)),
            (_("matter"), self.service(asked)),
            (_("what it is about"), asked.matter),
            (_("ends on"), ends_on or "–"),
            (_("wishes"), f"{self.wished_days(asked)} · {self.wished_parts(asked)}"),
        ]


def _page(name: str) -> str:
    return f"booking_request_{name.replace('-', '_')}"


def _answers(asked: Any) -> list[tuple[str, Any]]:
    """Addresses and names of what can be answered now."""
    if stage_of(asked.booking, asked.now) not in TO_ANSWER:
        return []
    return [
        (reverse(f"admin:{_page(name)}", args=[asked.pk]), answer.title)
        for name, answer in ANSWERS.items()
    ]


def _form(answer: Answer, request: HttpRequest, asked: Any) -> Form:
    data = request.POST if request.method == "POST" else None
    return answer.form(data, initial=suggestions(asked.now, asked.booking.office.zone))


def _times(request: HttpRequest, asked: Any) -> dict[str, Any]:
    now: datetime = asked.now
    since = Wish.of(request.GET).since
    times = StaffTimes(asked, now=now, language=get_language() or "de", since=since)
    return {"days": list(times.days()), "later": times.next_week(), "since": since}
