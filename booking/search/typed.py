"""What a caseworker typed into the one field, taken apart: each word, and all that it may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from booking import spelling
from booking.keys import NUMBER_ALPHABET, NUMBER_LENGTH

LONGEST, MOST_TERMS = 200, 8
HALF, OLDEST, CENTURY = NUMBER_LENGTH // 2, 1900, 100
# Fewer letters or digits stand in too many addresses, file numbers and telephone numbers.
SHORTEST_PART, SURE_DIGITS = 4, 6
HOME = "+49"

# What belongs together although it may be written with spaces.
DAY, MONTH, APART = r"(?:0?\d|[12]\d|3[01])", r"(?:0?\d|1[0-2])", r"\s?[./]\s?"
GERMAN = rf"(?:{DAY}{APART})?{MONTH}{APART}(?:\d{{4}}|\d\d)"
DATE = rf"(?<!\S)(?:{GERMAN}|\d{{4}}-{MONTH}(?:-{DAY})?)(?!\S)"
PHONE = rf"(?<!\S)(?:\+|\(?0)\d*(?:[\s()/-]+(?!{DATE})\d+)*\)?(?!\S)"
HALVES = rf"(?<!\S)(?=\S*\s?\S*\d)[{NUMBER_ALPHABET}]{{4}}\s[{NUMBER_ALPHABET}]{{4}}(?!\S)"
FILE = rf"(?<!\S)[^\W\d_]{{1,3}}\.?\s(?!{DATE})\d+[/-]\d\S*(?!\S)"
KINDS = {"date": DATE, "number": HALVES, "file": FILE, "phone": PHONE, "word": r"\S+"}
PIECE = re.compile("|".join(f"(?P<{kind}>{how})" for kind, how in KINDS.items()), re.IGNORECASE)
YEAR_AFTER = re.compile(r"(.*\d.*)\s((?:19|20)\d\d)")
EMAIL = re.compile(r".*@.*|[\w+-]{2,}\.[\w.+-]{2,}")


@dataclass(frozen=True)
class Birth:
    """A date of birth: 0 where the passport knows no month or day, None where none was typed."""

    years: tuple[int, ...]
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True)
class Term:
    """One word, or what belongs together, and what it may be; empty what it can't be.

    Of a number, telephone, e-mail or file these are patterns, as LIKE takes them.
    """

    sounds: tuple[str, ...] = ()  # as booking.spelling writes names down
    births: tuple[Birth, ...] = ()
    number: str = ""  # of the booking
    phones: tuple[str, ...] = ()
    file: str = ""
    email: str = ""
    in_mail: str = ""  # a part of an e-mail, if it is no name

    @property
    def means(self) -> bool:
        """Whether it can be anything at all."""
        return self != Term()


def terms(typed: str, *, now: datetime) -> list[Term]:
    """What was typed, at most eight words of it; left out is what can't be anything."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST].replace("\x00", " "))
    pieces = list(_pieces("".join(map(_digit, plain))))
    words = [spelling.words(text) if kind == "word" else [] for kind, text in pieces]
    firsts = accumulate(map(len, words), initial=0)
    parts = [part for some in words for part in some]
    found: list[Term] = []
    for (kind, text), some, first in zip(pieces, words, firsts, strict=False):
        places = range(first, first + len(some))
        found += _terms(kind, text, [tuple(spelling.heard(parts, at)) for at in places], now)
    known = [one for one in found if one.means][:MOST_TERMS]
    if len(known) == 1 and known[0].sounds and len(plain.strip()) >= SHORTEST_PART:
        return [replace(known[0], in_mail=_part(plain.strip()))]
    return known or [Term(file=_file(plain))]


def _digit(char: str) -> str:
    """Arabic and Persian digits too."""
    return str(int(char)) if char.isdecimal() else char


def _pieces(typed: str) -> Iterator[tuple[str, str]]:
    for found in PIECE.finditer(typed):
        kind, text = str(found.lastgroup), found[0].strip()
        year = YEAR_AFTER.fullmatch(text) if kind == "phone" else None
        if year and len(_digits(year[1])) >= SURE_DIGITS:
            yield "phone", year[1]
            yield "word", year[2]
        else:
            yield kind, text


def _terms(kind: str, text: str, heard: Sequence[tuple[str, ...]], now: datetime) -> list[Term]:
    if kind != "word":
        return [_together(kind, text, now)]
    if EMAIL.fullmatch(text):
        return [Term(email=_part(text))]
    if any(map(str.isdecimal, text)):
        return [_with_digits(text, now)]
    return [Term(sounds=sounds, number=_number(text)) for sounds in heard if sounds]


def _together(kind: str, text: str, now: datetime) -> Term:
    if kind == "date":
        return Term(births=_births(text, now))
    if kind == "number":
        return Term(number=_number(text))
    return Term(phones=_phones(text) if kind == "phone" else (), file=_file(text))


def _with_digits(text: str, now: datetime) -> Term:
    compact, digits = _compact(text), _digits(text)
    is_long = len(compact) >= SHORTEST_PART
    return Term(
        births=_years(text, now),
        number=_number(text),
        phones=_phones(text) if is_long and digits == compact else (),
        file=_file(text),
        email=_part(text) if is_long and digits != compact else "",
    )


def _compact(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def _part(text: str) -> str:
    """Of an e-mail; without three letters in a row no index knows it."""
    return f"%{_plain(text.lower())}%" if re.search(r"[^\W_]{3}", text) else ""


def _plain(text: str) -> str:
    """As a part of a pattern that stands for itself."""
    return re.sub(r"([%_\\])", r"\\\1", text)


def _number(text: str) -> str:
    """The number of a booking, or its first half; of a letter's code the first eight."""
    compact = _compact(text).upper()
    is_number = len(compact) >= HALF and set(compact) <= set(NUMBER_ALPHABET)
    return f"{compact[:NUMBER_LENGTH]}%" if is_number else ""


def _file(text: str) -> str:
    """Without whatever stands between its letters and digits: everybody writes that otherwise."""
    compact = _compact(text).lower()
    is_file = len(compact) >= SHORTEST_PART and any(map(str.isdecimal, compact))
    return f"%{compact}%" if is_file else ""


def _phones(text: str) -> tuple[str, ...]:
    """The beginning of a number as it is stored (E.164), or its last digits."""
    digits = _digits(text.replace("(0)", ""))
    if len(digits) < SHORTEST_PART - 1:
        return ()
    if text.startswith("+"):
        return (f"+{digits}%",)
    if digits.startswith("00"):
        return (f"+{digits.removeprefix('00')}%",)
    rest = digits.removeprefix("0")
    begins = [f"{HOME}{rest}%"] if rest != digits else []
    ends = [f"%{digits}"] if len(digits) >= SHORTEST_PART else []
    abroad = [f"%{rest}"] if begins and len(rest) >= SURE_DIGITS else []
    return (*begins, *ends, *abroad)


def _years(text: str, now: datetime) -> tuple[Birth, ...]:
    is_year = len(text) == len(str(OLDEST)) and text.isdecimal() and OLDEST <= int(text) <= now.year
    return (Birth((int(text),)),) if is_year else ()


def _births(text: str, now: datetime) -> tuple[Birth, ...]:
    """01.02.1990, 1.2.90, 02.1990, 1990-02-01; day and month may be 00."""
    parts = re.findall(r"\d+", text)
    if len(parts[0]) == len(str(OLDEST)):
        parts.reverse()
    *before, year = parts
    month, day = (*(int(part) for part in reversed(before)), None)[:2]
    return (Birth(_centuries(year, now), month, day),)


def _centuries(year: str, now: datetime) -> tuple[int, ...]:
    """Of 90 and 10 every year that it may be, for whoever is alive."""
    if len(year) > 2:  # noqa: PLR2004
        return (int(year),)
    ways = (now.year // CENTURY * CENTURY + int(year), OLDEST + int(year))
    return tuple(way for way in ways if way <= now.year)
