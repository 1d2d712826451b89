"""What a typed word has to do with one booking and one of its persons.

As SQL about a row `covered`: ten times how far it is (0 is exact) and by what it was found; null
where the word has nothing to do with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from booking.keys import NUMBER_LENGTH
from booking.models.booking import BETWEEN
from booking.search.near import ALIKE, VOWELS, Step, most_errors, swapped, vowels_alike
from booking.search.typed import Birth, Term
from booking.search.values import Values
from booking.spelling import LEFT_OUT, WITHOUT

# Letters and digits alone; an index knows this very expression.
FILE = f"translate(lower({{}}.file_number), '{BETWEEN}', '')"
# How far it is at least: a word whose vowels differ, and a part of an e-mail for a word alone.
SIMILAR, IN_MAIL = 3, 3
# Consonants alone that begin alike say something from here on.
MANY = 3


class By(IntEnum):
    """By what a booking was found."""

    NUMBER = 1
    NAME = 2
    SIMILAR_NAME = 3
    BIRTH = 4
    FILE_NUMBER = 5
    EMAIL = 6
    PHONE = 7


def hit(term: Term, step: Step, values: Values) -> str:
    """By the first that the word may be; what takes longest to look at comes last."""
    if step is Step.MAIL:
        return f"{_contact(term.in_mail, (), values)} + {10 * IN_MAIL}"
    return f"COALESCE({', '.join(_ways(term, step, values))})"


def _ways(term: Term, step: Step, values: Values) -> Iterator[str]:
    if term.sounds:
        yield _name(term.sounds, step, values)
    for birth in term.births:
        yield _birth(birth, values)
    if term.number:
        yield _number(term.number, values)
    if term.file:
        yield _file(term.file, values)
    if term.email or term.phones:
        yield _contact(term.email, term.phones, values)


def _number(pattern: str, values: Values) -> str:
    far = 0 if len(pattern) > NUMBER_LENGTH else 1
    return f"CASE WHEN covered.number LIKE {values.place(pattern)} THEN {10 * far + By.NUMBER} END"


def _name(sounds: tuple[str, ...], step: Step, values: Values) -> str:
    """Close by comparing text alone, as common names are carried by thousands."""
    own = _own(sounds)
    other = tuple(sound for sound in sounds if sound not in own)
    begins = tuple(sound for sound in other if len(sound) > MANY)
    known = f"CASE WHEN {_has('% {} %', own, values)} THEN {By.NAME}"
    known += f" WHEN {_has('% {} %', other, values)} THEN {10 + By.NAME}" if other else ""
    if step > Step.WHOLE:
        known += f" WHEN {_has('% {}%', own, values)} THEN {20 + By.NAME}"
        known += f" WHEN {_has('% {}%', begins, values)} THEN {30 + By.NAME}" if begins else ""
    similar = f" ELSE {_similar(sounds, values)}" if step >= Step.NEAR else ""
    return f"{known}{similar} END"


def _own(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """As they were typed, not as in other scripts."""
    is_without = sounds[0].startswith(WITHOUT)
    return tuple(
        sound
        for sound in sounds
        if sound.startswith(WITHOUT) == is_without and not sound.startswith(LEFT_OUT)
    )


def _has(pattern: str, sounds: tuple[str, ...], values: Values) -> str:
    wanted = (values.place(pattern.format(sound)) for sound in sounds)
    return " OR ".join(f"covered.sounds LIKE {one}" for one in wanted)


def _similar(sounds: tuple[str, ...], values: Values) -> str:
    ways = (_errors(one, values) for one in sounds if not one.startswith(LEFT_OUT))
    return f"""(SELECT 10 * min(LEAST({", ".join(ways)})) + {By.SIMILAR_NAME}
      FROM unnest(string_to_array(trim(covered.sounds), ' ')) AS word
      WHERE left(word, 1) <> '{LEFT_OUT}')"""


def _errors(sound: str, values: Values) -> str:
    """A vowel instead of another counts once, any other letter thrice; so do two swapped ones."""
    most = most_errors(sound)
    vowels, swaps = values.place(vowels_alike(sound)), values.place(swapped(sound))
    letters = f"levenshtein_less_equal({values.place(sound)}, word, {most + 1})"
    wrong = f"levenshtein_less_equal({vowels}, translate(word, '{VOWELS}', '{ALIKE}'), {most})"
    return f"""CASE WHEN {letters} <= {most + 1} AND {wrong} <= {most}
          AND {letters} + 2 * {wrong} <= {3 * most} THEN {SIMILAR} + {letters} + 2 * {wrong}
        WHEN length(word) = {len(sound)} AND word = ANY ({swaps}) THEN {SIMILAR + 3} END"""


def _birth(birth: Birth, values: Values) -> str:
    """Parts that the passport does not know may be any; those asked for as unknown come first."""
    same = [f"covered.birth_year = ANY ({values.place(birth.years)})"]
    unknown = list(same)
    for column, part in (("birth_month", birth.month), ("birth_day", birth.day)):
        if part == 0:
            same.append(f"covered.{column} IS NULL")
        elif part is not None:
            place = values.place(part)
            same.append(f"covered.{column} = {place}")
            unknown.append(f"COALESCE(covered.{column}, {place}) = {place}")
    return f"""CASE WHEN {" AND ".join(same)} THEN {By.BIRTH}
        WHEN {" AND ".join(unknown)} THEN {10 + By.BIRTH} END"""


def _file(pattern: str, values: Values) -> str:
    stored = FILE.format("covered")
    return f"""CASE WHEN {stored} = {values.place(pattern.strip("%"))} THEN {By.FILE_NUMBER}
        WHEN {stored} LIKE {values.place(pattern)} THEN {10 + By.FILE_NUMBER} END"""


def _contact(email: str, phones: tuple[str, ...], values: Values) -> str:
    ways = [_email(email, values)] if email else []
    ways += [_phone(phones, values)] if phones else []
    return f"""(SELECT min(LEAST({", ".join(ways)})) FROM booking_contact contact
      WHERE contact.booking_id = covered.booking_id)"""


def _email(pattern: str, values: Values) -> str:
    return f"""CASE WHEN lower(contact.email) LIKE {values.place(pattern[1:-1])} THEN {By.EMAIL}
        WHEN lower(contact.email) LIKE {values.place(pattern[1:])} THEN {10 + By.EMAIL}
        WHEN lower(contact.email) LIKE {values.place(pattern)} THEN {20 + By.EMAIL} END"""


def _phone(patterns: tuple[str, ...], values: Values) -> str:
    whole = tuple(pattern.strip("%") for pattern in patterns)
    return f"""CASE WHEN contact.phone = ANY ({values.place(whole)}) THEN {By.PHONE}
        WHEN contact.phone LIKE ANY ({values.place(patterns)}) THEN {10 + By.PHONE} END"""
