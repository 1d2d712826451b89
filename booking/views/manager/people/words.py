"""How pages name what somebody does, when they were last here, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from booking.forms.manager.people import STATES
from booking.views.caseworker.history import Change, names_of
from booking.views.caseworker.place import Place
from offices.models import Membership, Office
from offices.models.history import done_by
from offices.moments import clock_at, day_at, day_in_words
from offices.staff import Colleague, State


def when(moment: datetime, place: Place) -> str:
    """Day and time at the office in words: today, 09:05."""
    day, zone = day_at(moment, place.office.zone), place.office.zone
    named = {place.today: _("today"), place.today - timedelta(days=1): _("yesterday")}
    said = named.get(day) or day_in_words(day, place.language)
    return _("%(day)s, %(time)s") % {"day": said, "time": clock_at(moment, zone)}


def job(role: str, office: str) -> str:
    """caseworker, all offices; an office that is empty stands for all."""
    said = {"role": Membership.Role(role).label, "where": office or _("all offices")}
    return _("%(role)s, %(where)s") % said


@dataclass(frozen=True)
class Shown:
    """Somebody of the staff, as pages speak of them."""

    colleague: Colleague
    place: Place

    @property
    def url(self) -> str:
        return self.place.manage("person", self.colleague.user.pk)

    @property
    def pk(self) -> int:
        return self.colleague.user.pk

    @property
    def called(self) -> str:
        return self.colleague.called

    @property
    def email(self) -> str:
        return self.colleague.user.email

    @property
    def is_self(self) -> bool:
        return self.colleague.user.pk == self.place.user.pk

    @property
    def jobs(self) -> list[tuple[int, str]]:
        """The number of each role, and what it says."""
        return [
            (one.pk, job(one.role, one.office.name if one.office else ""))
            for one in self.colleague.roles
        ]

    @property
    def last_sign_in(self) -> str:
        last = self.colleague.last_sign_in
        return when(last, self.place) if last else _("never yet")

    @property
    def second_step(self) -> str:
        has_one = self.colleague.has_second_step
        if has_one is None:
            return "–"
        return _("set up") if has_one else _("not set up")

    @property
    def has_second_step(self) -> bool:
        return bool(self.colleague.has_second_step)

    @property
    def is_elsewhere(self) -> bool:
        """Whether another authority has them too; of whoever was only invited, nobody is told."""
        return self.colleague.is_known and self.colleague.is_elsewhere

    @property
    def state(self) -> str:
        return str(STATES[self.colleague.state])

    @property
    def is_active(self) -> bool:
        return self.colleague.state is State.ACTIVE

    @property
    def is_invited(self) -> bool:
        return self.colleague.state is State.INVITED

    @property
    def is_off(self) -> bool:
        return self.colleague.state is State.OFF


def gone(shown: Shown) -> str:
    """Say that somebody has no role here any more, and the way back."""
    said = _(
        "%(name)s does not work for you any more. Was it a mistake? Then invite this person again."
    )
    return said % {"name": shown.called}


def changes_of(shown: Shown) -> list[Change]:
    """Which roles were given and taken here, and what was done to the account; newest first."""
    authority, person = shown.place.office.authority, shown.colleague.user
    table = apps.get_model("offices", "MembershipHistory")._default_manager  # noqa: SLF001
    rows = list(table.filter(user=person, authority=authority).order_by("pgh_id"))
    acts = list(shown.colleague.acts(authority))
    names = names_of([*(done_by(row) for row in rows), *(act.by_id for act in acts)])
    said = [
        (row.pgh_created_at, what, names.get(done_by(row) or 0, ""))
        for row, what in zip(rows, _of_roles(rows), strict=True)
    ]
    said += [(act.at, _of_act(act), names.get(act.by_id or 0, "")) for act in acts]
    said.sort(key=lambda one: one[0])  # what was done at one moment stays in its order
    return [Change(when(at, shown.place), what, who) for at, what, who in reversed(said)]


def _of_act(act: Any) -> str:
    what = str(act.get_kind_display())
    return f"{what}: {act.note}" if act.note else what


def _of_roles(rows: Iterable[Any]) -> list[str]:
    offices = {row.office_id for row in rows}
    names = {one.pk: one.name for one in Office.objects.filter(pk__in=offices - {None})}
    before: dict[int, str] = {}
    said = []
    for row in rows:
        now = job(row.role, names.get(row.office_id, ""))
        said.append(_of_role(row.pgh_label, before.get(row.pgh_obj_id, ""), now))
        before[row.pgh_obj_id] = now
    return said


def _of_role(label: str, before: str, now: str) -> str:
    if label == "delete":
        return _("role taken away: %(job)s") % {"job": now}
    if label == "update":
        return _("role changed: %(job)s; before: %(before)s") % {
            "job": now,
            "before": before or "–",
        }
    return _("role given: %(job)s") % {"job": now}
