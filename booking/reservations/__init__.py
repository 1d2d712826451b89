"""The write side, in verbs. Every refusal is a ReservationError that speaks to the person."""

from booking.reservations.confirm import code_sent, confirm, is_complete, send_code
from booking.reservations.details import Person, describe, name_person, persons_of, reach
from booking.reservations.hold import extend, give_back, hold, items_of, take_again
from booking.reservations.own import ask_of
from booking.reservations.refusals import (
    AlreadyConfirmedError,
    BusyError,
    CodeSpentError,
    DuplicateError,
    IncompleteError,
    LapsedError,
    NoMoreTimeError,
    OtherDeskError,
    ReservationError,
    SlotTakenError,
    TooSoonError,
    WrongCodeError,
)

__all__ = [
    "AlreadyConfirmedError",
    "BusyError",
    "CodeSpentError",
    "DuplicateError",
    "IncompleteError",
    "LapsedError",
    "NoMoreTimeError",
    "OtherDeskError",
    "Person",
    "ReservationError",
    "SlotTakenError",
    "TooSoonError",
    "WrongCodeError",
    "ask_of",
    "code_sent",
    "confirm",
    "describe",
    "extend",
    "give_back",
    "hold",
    "is_complete",
    "items_of",
    "name_person",
    "persons_of",
    "reach",
    "send_code",
    "take_again",
]
