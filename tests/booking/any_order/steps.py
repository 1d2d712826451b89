"""Steps as they are drawn; and those that people take at once although the code knows several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from booking import keys, reservations
from booking.models import Booking, Invitation
from booking.reservations import Guest, Person, Right
from tests.booking.any_order.ledger import STARTS, THURSDAY, WEDNESDAY, email_of

AMAL, BOHDAN = Person("Al-Hamwi", "Amal", 1990, 3, 5), Person("Коваленко", "Bohdan", 1985)
OFTEN = {
    "wait": 5,
    "wait_until_one_begins": 2,
    "hold": 2,
    "hold_instead": 2,
    "write_down": 3,
    "send_code": 2,
    "confirm": 2,
    "book": 6,
    "extend": 3,
    "give_back": 2,
    "take_again": 2,
    "move": 5,
    "cancel": 5,
    "restore": 4,
    "invite": 3,
    "choose": 8,
    "confirm_invited": 2,
    "withdraw": 1,
}


@dataclass(frozen=True)
class Step:
    """A verb, and whatever of the rest it needs."""

    verb: str
    nth: int
    person: Person
    matter: int  # the short one, the long one
    start: datetime
    seconds: int
    right: bool
    latest: date
    way: Invitation.Way

    def __str__(self) -> str:
        return (
            f"{self.verb}: nth={self.nth} {self.person.given_names} matter={self.matter} "
            f"{self.start:%d.%m. %H:%M} seconds={self.seconds} right={self.right} "
            f"latest={self.latest:%d.%m.} {self.way}"
        )


def draw(random: Random) -> Step:
    pick = random.choice
    return Step(
        verb=random.choices(list(OFTEN), OFTEN.values())[0],
        nth=random.randrange(6),
        person=pick([AMAL, AMAL, BOHDAN]),
        matter=pick([0, 0, 1]),
        start=pick(STARTS),
        seconds=pick([1, 60, 299, 300, 600, 900, 1200]),
        right=random.random() < 0.75,
        latest=pick([WEDNESDAY, THURSDAY]),
        way=pick(list(Invitation.Way)),
    )


def code_in_mail(booking: Booking) -> str:
    """The newest; without any, what somebody may guess."""
    mail = booking.messages.filter(kind="code").order_by("issue").last()
    return keys.mail_code(booking.number, mail.to, mail.issue) if mail else "123456"


def write_down(booking: Booking, person: Person, *, now: datetime) -> None:
    reservations.name_person(booking, 0, person)
    reservations.reach(booking, email=email_of(person), phone="")
    reservations.describe(booking, talk="german", needs=[])


def give_back(booking: Booking, *, now: datetime) -> None:
    reservations.give_back(booking)


def invite(guest: Guest, right: Right, *, now: datetime) -> Invitation:
    """The invitation arrives at once."""
    made = reservations.invite(guest, right, by=None, now=now)
    made.booking.messages.filter(kind="invitation").update(status="sent")
    return made
