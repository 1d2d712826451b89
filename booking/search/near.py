"""How far a typed word may be from the one that is found, and by which keys that one is found."""

from __future__ import annotations

from enum import IntEnum

from booking.spelling import LEFT_OUT, WITHOUT

VOWELS, ALIKE = "eiou", "aaaa"
SHORTEST, SHORT, LONG = 3, 4, 6


class Step(IntEnum):
    """Each is gone only where those before have found no more than fits on a page."""

    WHOLE = 0  # the word itself, however spelt and in whatever script
    BEGIN = 1  # how it begins
    MAIL = 2  # a part of an e-mail address, for a word that stands alone
    NEAR = 3  # other vowels; a letter wrong, missing or too many, or two swapped
    FAR = 4  # two letters


def whole(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """What booking_name_keys gives for all names in which one of these words stands."""
    return tuple(f".{sound}" for sound in sounds)


def begun(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """…for names in which a word begins so, or is one of another script."""
    return tuple(f".{one}" if one.startswith(LEFT_OUT) else f"<{one}" for one in sounds)


def same_consonants(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """…or differs in vowels alone."""
    vowels = [vowels_alike(sound) for sound in sounds]
    bones = [word[0] + word[1:].replace("a", "") for word in vowels]
    return (*begun(sounds), *(f"-{word}" for word in vowels), *(f"={word}" for word in bones))


def vowels_alike(sound: str) -> str:
    return sound.translate(str.maketrans(VOWELS, ALIKE))


def most_errors(sound: str) -> int:
    """How many letters may be wrong; a vowel instead of another is no error yet."""
    size = len(sound)
    if sound.startswith((WITHOUT, LEFT_OUT)):
        return int(size > SHORT)  # three consonants are too little to leave one out
    return (size >= SHORTEST) + (size >= LONG)


def swapped(sound: str) -> tuple[str, ...]:
    """The word with two neighbours in each other's place, in all ways."""
    return tuple(
        sound[:at] + sound[at + 1] + sound[at] + sound[at + 2 :] for at in range(len(sound) - 1)
    )
