"""Names nobody is responsible for, and names that two desks claim."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from string import ascii_lowercase

from django.utils.translation import gettext as _

from offices.models import PeopleGroup
from offices.remarks.rows import DeskRow, Remark, Rows

PAIRS = [a + b for a in ascii_lowercase for b in ascii_lowercase]
NAMED = 3
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
Range = tuple[str, str]


def odd(rows: Rows) -> Iterator[Remark]:
    by_desks = defaultdict[tuple[str, tuple[DeskRow, ...]], list[str]](list)
    for service in rows.services:
        desks = tuple(desk for desk in rows.desks if service.pk in desk.offerings)
        by_desks[service.people, desks].append(service.name)
    for (people, desks), names in by_desks.items():
        ranges = {desk: _ranges(desk, people) for desk in desks if desk.letters}
        if ranges:
            yield from _gaps(desks, ranges, names)
            yield from _twice(people, ranges)


def _ranges(desk: DeskRow, people: str) -> list[Range]:
    return [(_plain(low), _plain(high)) for group, low, high in desk.letters if group == people]


def _gaps(
    desks: Iterable[DeskRow], ranges: dict[DeskRow, list[Range]], names: list[str]
) -> Iterator[Remark]:
    """A desk without letters of its own serves every name."""
    if not all(desk.letters for desk in desks):
        return
    every = [one for found in ranges.values() for one in found]
    missing = [pair for pair in PAIRS if not any(_covers(one, pair) for one in every)]
    if missing:
        more = ["…"] if len(names) > NAMED else []
        said = {"letters": _short(missing), "services": ", ".join(names[:NAMED] + more)}
        text = _("Nobody is responsible for names that begin with %(letters)s: %(services)s.")
        yield Remark(text % said, "desks")


def _covers(one: Range, pair: str) -> bool:
    """Whether some name that begins so lies within; both bounds are compared by prefix."""
    low, high = one
    return low[: len(pair)] <= pair and pair[: len(high)] <= high[: len(pair)]


def _short(pairs: list[str]) -> str:
    """One letter where all of it is missing: C, Do, Dp; neighbours from–to."""
    if len(pairs) == len(PAIRS):
        return "A–Z"
    by_letter = defaultdict[str, list[str]](list)
    for pair in pairs:
        by_letter[pair[0]].append(pair)
    parts = []
    for letter, found in by_letter.items():
        whole = len(found) == len(ascii_lowercase)
        ends = dict.fromkeys((found[0].capitalize(), found[-1].capitalize()))
        parts.append(letter.upper() if whole else "–".join(ends))
    return ", ".join(parts)


def _twice(people: str, ranges: dict[DeskRow, list[Range]]) -> Iterator[Remark]:
    """Desks that share all their letters do so on purpose."""
    for first, second in combinations(ranges, 2):
        if ranges[first] == ranges[second]:
            continue
        for one in ranges[first]:
            for other in ranges[second]:
                if one != other and one[0] <= _end(other) and other[0] <= _end(one):
                    yield _claimed(people, (first, second), (one, other))


def _end(one: Range) -> str:
    return one[1] + "{"  # after every letter: the bound is a prefix


def _claimed(people: str, desks: tuple[DeskRow, DeskRow], both: tuple[Range, Range]) -> Remark:
    low, high = max(one[0] for one in both), min(one[1] for one in both)
    said = {
        "first": desks[0].label,
        "second": desks[1].label,
        "people": PeopleGroup(people).label,
        "letters": "–".join(dict.fromkeys((low.capitalize(), high.capitalize()))),
    }
    text = _("%(first)s and %(second)s are both responsible for %(letters)s (%(people)s).")
    return Remark(text % said, "change_desk", desks[1].pk)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFC", name.casefold()).translate(UMLAUTS)
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", folded))
