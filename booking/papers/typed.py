"""Words somebody typed: they run in the direction of their script, whatever page they stand on."""

from __future__ import annotations

import unicodedata

DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction_of(words: str, otherwise: str) -> str:
    """The direction of the first letter that has one, or `otherwise` (digits, signs).

    What browsers do for dir="auto", which WeasyPrint does not know.
    """
    kinds = map(unicodedata.bidirectional, words)
    return next((DIRECTIONS[kind] for kind in kinds if kind in DIRECTIONS), otherwise)


def paragraphs(words: str, otherwise: str) -> list[list[tuple[str, str]]]:
    """What stands between empty lines, each line with its direction."""
    found: list[list[tuple[str, str]]] = [[]]
    for line in words.splitlines():
        if line.strip():
            found[-1].append((direction_of(line, otherwise), line))
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]
