"""Whom a saved change concerned, what they were told, and where they stand by now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.impact import is_too_late_to_choose
from booking.models import Affected, Booking, Message, Reservation, Stage, stage_of
from booking.views.caseworker.place import Place
from booking.views.caseworker.searching import STAGES
from booking.views.caseworker.wording import language_name
from booking.views.manager.deciding import KINDS
from offices.models import Change

Decision = Affected.Decision
NO_EMAIL = gettext_lazy("not told: no e-mail address")
CHOOSING = (Stage.KEPT, Stage.INVITED, Stage.HELD)


@dataclass(frozen=True)
class Person:
    """`letter` leads to the letter of somebody whom no mail reaches and who has to choose."""

    affected: Affected
    name: str
    number: str
    language: str
    before: str
    after: str
    state: str | Promise
    told: str | Promise
    is_untold: bool
    phone: str
    url: str
    letter: str


def people_of(place: Place, change: Change) -> list[Person]:
    return [_person(place, one) for one in _rows(change).order_by("starts_at", "pk")]


def counted(people: Iterable[Person]) -> list[tuple[str, str, int]]:
    """By what was decided and where they stand by now, the most frequent first."""
    found = Counter((one.affected.get_decision_display(), str(one.state)) for one in people)
    return [(decision, state, count) for (decision, state), count in found.most_common()]


def still_choosing(place: Place, change: Change) -> int:
    """How many whom the change has asked to choose again have not booked a time yet."""
    rows = _rows(change).filter(decision=Decision.AGAIN, status=Affected.Status.DONE)
    return sum(stage_of(one.booking, place.now) in CHOOSING for one in rows)


def _rows(change: Change) -> QuerySet[Affected]:
    about_it = Message.objects.filter(change=change).order_by("-pk")
    mails = Prefetch("booking__messages", about_it, to_attr="about_it")
    near = Affected.objects.filter(change=change).select_related(
        "change",
        "booking__reservation",
        "booking__office",
        "booking__invitation",
        "booking__request",
        "desk",
        "new_desk",
    )
    return near.prefetch_related("booking__attendees", "booking__contacts", mails)


def _person(place: Place, one: Affected) -> Person:
    booking, person = one.booking, one.booking.person
    phones = [contact.phone for contact in booking.contacts.all() if contact.phone]
    told = _told(one)
    return Person(
        affected=one,
        name=", ".join(filter(None, (person.family_name, person.given_names))) if person else "",
        number=booking.spoken_number,
        language=language_name(booking.language),
        before=place.on_the_wall(one.starts_at),
        after=_after(place, one),
        state=_state(place, one),
        told=told,
        is_untold=told is NO_EMAIL,
        phone=phones[0] if phones else "",
        url=_page_of(place, booking),
        letter=_letter(place, one) if told is NO_EMAIL else "",
    )


def _page_of(place: Place, booking: Booking) -> str:
    """Where the desk finds them: who has no time yet stands among the invited."""
    if booking.confirmed_at is None and hasattr(booking, "invitation"):
        return place.path("invitation", booking.invitation.pk)
    return place.path("appointment", booking.pk)


def _letter(place: Place, one: Affected) -> str:
    booking = one.booking
    if one.decision != Decision.AGAIN or stage_of(booking, place.now) not in CHOOSING:
        return ""
    return place.path("letter", booking.invitation.pk)


def _after(place: Place, one: Affected) -> str:
    """The other desk, or the time that they have by now, or that is kept for them."""
    if one.new_desk:
        return str(one.new_desk)
    has_time = one.decision == Decision.AGAIN and one.booking.confirmed_at is not None
    if has_time and one.booking.reservation:
        return place.on_the_wall(one.booking.reservation.starts_at)
    return place.on_the_wall(one.kept_at) if one.kept_at else ""


def _state(place: Place, one: Affected) -> str | Promise:
    if one.decision == Decision.LEAVE and _is_where_it_was(one):
        return _("still to be settled")
    if _came_too_late(place, one):
        return _("not asked: the latest day had passed. The appointment stays.")
    if one.status != Affected.Status.DONE or one.decision != Decision.AGAIN:
        return str(one.get_status_display())
    stage = stage_of(one.booking, place.now)
    if stage is Stage.BOOKED:
        return _("has a new time")
    return _("has to choose a time") if stage is Stage.INVITED else STAGES.get(stage, "")


def _is_where_it_was(one: Affected) -> bool:
    taken = one.booking.reservation
    if taken is None or taken.status != Reservation.Status.BOOKED:
        return False
    return (taken.starts_at, taken.desk_id) == (one.starts_at, one.desk_id)


def _came_too_late(place: Place, one: Affected) -> bool:
    if (one.decision, one.status) != (Decision.AGAIN, Affected.Status.REFUSED) or not one.done_at:
        return False
    return is_too_late_to_choose(one.change, place.office, one.done_at)


def _told(one: Affected) -> str | Promise:
    """What became of the newest message that the change has caused, whatever its kind: whoever
    gets another desk in another building is told of the building.
    """
    if one.status != Affected.Status.DONE or not _has_to_know(one):
        return ""
    mails: list[Message] = one.booking.about_it  # type: ignore[attr-defined]  # see the prefetch
    return str(mails[0].get_status_display()) if mails else NO_EMAIL


def _has_to_know(one: Affected) -> bool:
    """Nothing is carried out for those who are left, unless they have to come to a new building."""
    return one.decision in KINDS or one.done_at is not None
