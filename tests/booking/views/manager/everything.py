"""One row of everything that the pages of managers name in their addresses, at one office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from offices.changes.days import close, in_all_languages
from offices.changes.steps import add_to
from offices.models import (
    Authority,
    Change,
    Closure,
    Desk,
    LegalText,
    Membership,
    Offering,
    Office,
    OfficeAddress,
    OpeningHours,
    RequiredDocument,
    Season,
    User,
)
from offices.models.hours import monday_of
from tests import make, people
from tests.booking.views.manager.planning import whole

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Everything:
    office: Office
    desk: Desk
    rule: OpeningHours
    closure: Closure
    holiday: Closure
    opened: Closure
    move: OfficeAddress
    change: Change
    draft: Change
    offering: Offering
    season: Season
    document: RequiredDocument
    person: User
    role: Membership
    wording: LegalText

    @classmethod
    def at(cls, authority: Authority, slug: str, *, by: User) -> Everything:
        now = timezone.now()
        office = make.office_open_on_weekdays(of=authority)
        Office.objects.filter(pk=office.pk).update(slug=slug, directions_de="Mit der Bahn.")
        office.refresh_from_db()
        offering = make.offering(at=office)
        person = make.caseworker(of=authority, office=office)
        return cls(
            office=office,
            desk=office.desks.all()[0],
            rule=office.opening_hours.all()[0],
            closure=closed(office, now, 10),
            holiday=closed(office, now, 20, holiday=(now + 20 * A_DAY).date()),
            opened=closed(office, now, 30, holiday=(now + 30 * A_DAY).date(), applies=False),
            move=make.move(of=office, since=(now + 90 * A_DAY).date()),
            change=Change.objects.create(office=office, made_by=by, made_at=now, saved_at=now),
            draft=planned(offering, now, by),
            offering=offering,
            season=season(offering, now),
            document=document(offering),
            person=person,
            role=person.memberships.get(),
            wording=make.legal_text("schengen", "Visum.", authority=authority),
        )


def closed(office: Office, now: datetime, days: int, **fields: Any) -> Closure:
    begins = now + days * A_DAY
    return make.closure(at=office, starts=begins, ends=begins + A_DAY, **fields)


def planned(offering: Offering, now: datetime, by: User) -> Change:
    """A day is to be closed on which somebody has an appointment."""
    office, today = offering.office, timezone.localdate(now)
    day = monday_of(today) + 56 * A_DAY
    people.booked(starts=make.local(office, day, "09:00"), now=now, offering=offering)
    days = {"until": (today + 7 * A_DAY).isoformat(), "latest": (today + 70 * A_DAY).isoformat()}
    draft = Change.objects.create(office=office, made_by=by, made_at=now, decisions=days)
    add_to(draft, close(whole(day, office), [], in_all_languages("Umzug")))
    return draft


def season(offering: Offering, now: datetime) -> Season:
    day = now.date()
    return Season.objects.create(
        offering=offering, first_day=day, last_day=day + A_DAY, access="written"
    )


def document(offering: Offering) -> RequiredDocument:
    return RequiredDocument.objects.create(
        service=offering.service, offering=offering, key=f"own-{offering.pk}", name_de="Vertrag"
    )


# What addresses name besides the office: of some pages the same everywhere, ...
PLAIN: dict[str, dict[str, Any]] = {
    **{
        name: {}
        for name in (
            "office",
            "hours",
            "beside",
            "add_hours",
            "copy_day",
            "copy_week",
            "one_day",
            "closures",
            "add_closure",
            "desks",
            "add_desk",
            "house",
            "move_house",
            "draft",
            "draft_mails",
            "drop",
            "changes",
            "services",
            "service_new",
            "office_facts",
            "office_facts_take_back",
            "authority",
            "authority_take_back",
            "to_do",
            "texts",
            "mails",
            "people",
            "invite",
            "warning",
            "what_if",
        )
    },
    "year": {"year": timezone.localdate().year},
    "office_facts_change": {"subject": "dates"},
    "authority_change": {"subject": "contact"},
    "addition": {"mails": "all"},
    "draft_letter": {"key": "again", "language": "ar"},
    "mail": {"kind": "confirmation", "language": "ar"},
    "letter": {"kind": "confirmation", "language": "ar"},
    "figure": {"key": "load", "kind": "xlsx"},
    "what_if_file": {"kind": "csv"},
}
# ... of others a row.
OF_ROWS: dict[str, Callable[[Everything], dict[str, Any]]] = {
    "change_hours": lambda of: {"pk": of.rule.pk},
    "end_hours": lambda of: {"pk": of.rule.pk},
    "change_closure": lambda of: {"pk": of.closure.pk},
    "end_closure": lambda of: {"pk": of.closure.pk},
    "open_holiday": lambda of: {"pk": of.holiday.pk},
    "close_holiday": lambda of: {"pk": of.opened.pk},
    "change_desk": lambda of: {"pk": of.desk.pk},
    "change_house": lambda of: {"pk": of.move.pk},
    "stay": lambda of: {"pk": of.move.pk},
    "change": lambda of: {"pk": of.change.pk},
    "press_change": lambda of: {"pk": of.change.pk, "what": "stop"},
    "service": lambda of: {"pk": of.offering.pk},
    "service_take_back": lambda of: {"pk": of.offering.pk},
    "service_change": lambda of: {"pk": of.offering.pk, "subject": "time"},
    "season_new": lambda of: {"pk": of.offering.pk},
    "season_end": lambda of: {"pk": of.offering.pk, "season": of.season.pk},
    "documents": lambda of: {"pk": of.offering.pk},
    "document_new": lambda of: {"pk": of.offering.pk},
    "document_leave_out": lambda of: {"pk": of.offering.pk},
    "document_ask_again": lambda of: {"pk": of.offering.pk},
    "document": lambda of: {"pk": of.offering.pk, "document": of.document.pk},
    "text": lambda of: {"kind": "office", "pk": of.office.pk, "field": "directions"},
    "own_wording": lambda of: {"pk": of.wording.pk},
    "person": lambda of: {"pk": of.person.pk},
    "send_invitation": lambda of: {"pk": of.person.pk},
    "add_role": lambda of: {"pk": of.person.pk},
    "role": lambda of: {"pk": of.person.pk, "role": of.role.pk},
    "leave": lambda of: {"pk": of.person.pk},
    "come_back": lambda of: {"pk": of.person.pk},
    "second_step": lambda of: {"pk": of.person.pk},
}
# What a page is sent that changes something; of those without a line nothing need be typed.
_HOURS = {"opens": "08:00", "closes": "09:00", "audience": "public", "every_weeks": "1"}
_DESK = {"label": "Raum 9", "position": "1", "lines": "0"}
_LATER = (timezone.localdate() + 40 * A_DAY).isoformat()
FIELDS: dict[str, dict[str, Any]] = {
    "add_hours": _HOURS | {"on_days": ["1"]},
    "change_hours": _HOURS | {"weekday": "1"},
    "copy_day": {"source": "0", "targets": ["1"]},
    "one_day": {"day": _LATER},
    "add_closure": {"reason": "training", "first": _LATER, "years": "0"},
    "open_holiday": {"open_reason": "Aktionstag"},
    "add_desk": _DESK,
    "change_desk": _DESK,
    "move_house": {"since": _LATER, "street": "Neuweg 2", "postal_code": "45127", "city": "Hier"},
    "service_change": {
        "seen": "999999999",
        "duration_minutes": "45",
        "minutes_per_further_person": "0",
        "max_persons": "1",
        "tidy_minutes": "0",
    },
    "season_new": {"first_day": _LATER, "last_day": _LATER, "access": "open"},
    "document_new": {"name": "Foto", "condition": "", "place": "1"},
    "office_facts_change": {"seen": "999999999", "release_at": "07:00", "grid_minutes": "5"},
    "authority_change": {"seen": "999999999", "phone": "0201 1"},
    "warning": {"warn": "no"},
    "invite": {"email": "neu@amt.example", "name": "Neu", "role": "door", "where": ""},
    "add_role": {"role": "auditor", "where": ""},
    "role": {"take_away": "on"},
    "leave": {"do": "off"},
    "second_step": {"reason": "Neues Telefon"},
    "what_if": {
        "desks": "2",
        "weekdays": ["3"],
        "opens": "08:00",
        "closes": "12:00",
        "first": _LATER,
    },
}


def named_by(name: str, of: Everything) -> dict[str, Any]:
    """All that the address of a page names besides the office."""
    return OF_ROWS[name](of) if name in OF_ROWS else PLAIN[name]
