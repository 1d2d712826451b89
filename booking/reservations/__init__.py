"""The write side, in verbs. Every refusal is a ReservationError that speaks to the person."""

from booking.reservations.cancel import cancel, give_up, is_ordered, restore
from booking.reservations.changes import (
    ask_new_email,
    call_at,
    describe_again,
    prove_new_email,
    say_coming,
    send_again,
    speak_to,
)
from booking.reservations.confirm import code_sent, confirm, is_complete, send_code
from booking.reservations.corrections import (
    accept_correction,
    decline_correction,
    report_error,
)
from booking.reservations.details import Person, describe, name_person, persons_of, reach
from booking.reservations.hold import extend, give_back, hold, items_of, take_again
from booking.reservations.move import move
from booking.reservations.own import ask_of
from booking.reservations.refusals import (
    AlreadyConfirmedError,
    BusyError,
    CodeSpentError,
    DuplicateError,
    IncompleteError,
    LapsedError,
    NoMoreTimeError,
    OrderedError,
    OtherDeskError,
    OverError,
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
    "OrderedError",
    "OtherDeskError",
    "OverError",
    "Person",
    "ReservationError",
    "SlotTakenError",
    "TooSoonError",
    "WrongCodeError",
    "accept_correction",
    "ask_new_email",
    "ask_of",
    "call_at",
    "cancel",
    "code_sent",
    "confirm",
    "decline_correction",
    "describe",
    "describe_again",
    "extend",
    "give_back",
    "give_up",
    "hold",
    "is_complete",
    "is_ordered",
    "items_of",
    "move",
    "name_person",
    "persons_of",
    "prove_new_email",
    "reach",
    "report_error",
    "restore",
    "say_coming",
    "send_again",
    "send_code",
    "speak_to",
    "take_again",
]
