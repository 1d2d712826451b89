"""Whatever many people do with their times, in any order: no desk is taken twice, none is lost.

A ledger kept by hand says what each of them must be told, and what is true afterwards; rows and
free times must say the same after every step. What was refused has changed nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from django.db import transaction

from tests.booking.any_order.ledger import Matter
from tests.booking.any_order.people import People
from tests.booking.any_order.steps import Step, draw

STEPS = 40
Met = Counter[tuple[str, str]]
# What three hundred sequences must have met, so that they show something; few meet every verb.
AT_LEAST_ONCE = {
    "hold": "done SlotTakenError",
    "take_again": "done SlotTakenError AlreadyConfirmedError InvitationOverError",
    "extend": "done LapsedError NoMoreTimeError AlreadyConfirmedError",
    "give_back": "done AlreadyConfirmedError",
    "write_down": "done AlreadyConfirmedError",
    "send_code": "done IncompleteError TooSoonError",
    "confirm": "done WrongCodeError CodeSpentError LapsedError DuplicateError",
    "move": "done SlotTakenError OverError",
    "cancel": "done OverError",
    "restore": "done SlotTakenError OverError DuplicateError",
    "invite": "done",
    "choose": "done SlotTakenError AlreadyConfirmedError InvitationOverError",
    "confirm_invited": "done DuplicateError",
    "withdraw_invitation": "done ChosenError",
}


def test_any_order(place, request):
    is_long, met = request.config.getoption("--long"), Counter()
    for number in range(300 if is_long else 16):
        random = Random(number)
        steps = [draw(random) for _ in range(STEPS)]
        if fails(place, steps, met):
            play(place, shortest(place, steps), met)
    wanted = {
        (verb, said)
        for verb, outcomes in AT_LEAST_ONCE.items()
        for said in (outcomes.split() if is_long else ["done"])
    }
    assert wanted - set(met) == set()


def play(place: list[Matter], steps: Sequence[Step], met: Met) -> None:
    with transaction.atomic():
        try:
            people = People(place, met)
            for step in steps:
                people.take(step)
        except Exception as error:
            error.add_note("\n".join(map(str, steps)))
            raise
        finally:
            transaction.set_rollback(True)


def fails(place: list[Matter], steps: Sequence[Step], met: Met) -> bool:
    try:
        play(place, steps, met)
    except Exception:  # noqa: BLE001 - whatever it was, it is too much
        return True
    return False


def shortest(place: list[Matter], steps: list[Step]) -> list[Step]:
    """Leave out, from the end, every step without which it still fails."""
    for position in reversed(range(len(steps))):
        without = steps[:position] + steps[position + 1 :]
        if fails(place, without, Counter()):
            steps = without
    return steps
