"""A request in the words of the page: what ends when, how long it waits, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.models import (
    Attendee,
    Booking,
    HeldDocument,
    PartOfDay,
    Request,
    Stage,
    Talk,
    stage_of,
)
from booking.models.affected import explained_by
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import language_name, matter_of, talk_of
from offices.models import Weekday
from offices.moments import day_at, day_in_words

TO_ANSWER = (Stage.ASKED, Stage.QUESTION, Stage.OFFERED)
# What became of it after the answer.
SINCE = {
    Stage.BOOKED: gettext_lazy("accepted"),
    Stage.KEPT: gettext_lazy("has to choose again"),
    Stage.PAST: gettext_lazy("past"),
    Stage.CANCELLED: gettext_lazy("cancelled"),
    Stage.FORGOTTEN: gettext_lazy("erased"),
}


@dataclass(frozen=True)
class Dossier:
    """Somebody who has no time yet, as pages name them."""

    booking: Booking
    place: Place

    @cached_property
    def person(self) -> Attendee | None:
        return self.booking.person

    @property
    def name(self) -> str:
        """Family name first; the number where the person was erased."""
        if self.person is None:
            return self.booking.spoken_number
        return ", ".join(filter(None, (self.person.family_name, self.person.given_names)))

    @property
    def born(self) -> str:
        return self.person.born if self.person else ""

    @property
    def spoken(self) -> str:
        return language_name(self.booking.language)

    @property
    def is_alone(self) -> bool:
        return self.booking.talk == Talk.NOBODY

    @property
    def matter(self) -> str:
        return matter_of(self.booking, self.place.language)

    @cached_property
    def stage(self) -> Stage:
        return stage_of(self.booking, self.place.now)

    @property
    def taken(self) -> str:
        """The time, and until when it is kept for the person; empty where there is none."""
        taken = self.booking.reservation
        if taken is None:
            return ""
        moment = self.place.on_the_wall(taken.starts_at)
        if taken.expires_at is None or not taken.is_held(self.place.now):
            return moment
        until = self.place.on_the_wall(taken.expires_at)
        return _("%(time)s, kept until %(until)s") % {"time": moment, "until": until}

    @cached_property
    def why(self) -> str:
        """The change of hours because of which it stands so; empty where there is none."""
        one = explained_by(self.booking)
        if one is None:
            return ""
        facts = {
            "time": self.place.on_the_wall(one.starts_at),
            "reason": one.change.get_reason_display(),
        }
        return _("The time before, %(time)s, could not stay. %(reason)s") % facts


@dataclass(frozen=True)
class Asked(Dossier):
    request: Request

    @classmethod
    def all(cls, rows: Iterable[Request], place: Place) -> list[Asked]:
        return [cls(row.booking, place, row) for row in rows]

    @property
    def url(self) -> str:
        return self.place.path("request", self.request.pk)

    @property
    def document(self) -> str:
        return str(HeldDocument(self.request.document).label) if self.request.document else ""

    @property
    def ends_on(self) -> str:
        ends = self.request.ends_on
        return day_in_words(ends, self.place.language) if ends else ""

    @property
    def age(self) -> str:
        return timesince(self.request.asked_at, self.place.now, depth=1)

    @property
    def answer_by(self) -> str:
        day = day_at(self.request.answer_by, self.place.office.zone)
        return day_in_words(day, self.place.language)

    @property
    def is_overdue(self) -> bool:
        return self.request.is_overdue(self.place.now)

    @property
    def state(self) -> str:
        is_over = self.request.status == Request.Status.OFFERED and self.stage is Stage.ASKED
        if is_over and self.why:
            return _("the offered time is not possible any more")
        if is_over:
            return _("not accepted in time")
        return str(SINCE.get(self.stage) or self.request.get_status_display())

    @property
    def is_waiting(self) -> bool:
        """Whether the office has to act; a question or an offer waits for the person first."""
        return self.request.waits_for_the_office(self.place.now)

    @property
    def is_to_answer(self) -> bool:
        return self.stage in TO_ANSWER

    @property
    def time(self) -> str:
        """What was offered, or chosen."""
        return self.taken

    @property
    def answered(self) -> str:
        """When, and by whom; empty while nobody has answered."""
        if self.request.answered_at is None:
            return ""
        when = self.place.on_the_wall(self.request.answered_at)
        who = str(self.request.answered_by) if self.request.answered_by else ""
        return ", ".join(filter(None, (when, who)))

    @property
    def wished_days(self) -> str:
        return ", ".join(str(Weekday(day).label) for day in self.request.weekdays)

    @property
    def wished_parts(self) -> str:
        return ", ".join(str(PartOfDay(part).label) for part in self.request.parts_of_day)

    @property
    def talk(self) -> str:
        return talk_of(self.booking)
