"""People concerned, grouped by what can be done for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from booking.impact.hits import Hit
from booking.models import Affected

Decision = Affected.Decision


class Kind(Enum):
    """In the order in which they are shown."""

    ORDERED = "ordered"  # a written order to appear exists: the letter counts
    MOVABLE = "movable"  # another desk is free at the same time
    REACHED = "reached"  # no desk is free then; the person has an e-mail address
    UNREACHED = "unreached"  # neither


PROPOSED = {
    Kind.ORDERED: Decision.AGAIN,
    Kind.MOVABLE: Decision.DESK,
    Kind.REACHED: Decision.AGAIN,
    Kind.UNREACHED: Decision.LEAVE,
}


@dataclass(frozen=True)
class Group:
    kind: Kind
    hits: tuple[Hit, ...]

    @property
    def possible(self) -> list[Decision]:
        """Another desk only where every one of them has one."""
        others = [Decision.DESK] if all(hit.other_desk for hit in self.hits) else []
        return [*others, Decision.AGAIN, Decision.CANCEL, Decision.LEAVE]

    @property
    def proposed(self) -> Decision:
        return PROPOSED[self.kind]


def kind_of(hit: Hit) -> Kind:
    if hit.other_desk and not hit.is_ordered:
        return Kind.MOVABLE
    if hit.is_ordered:
        return Kind.ORDERED
    return Kind.REACHED if hit.has_email else Kind.UNREACHED


def groups_of(hits: Iterable[Hit]) -> list[Group]:
    """Those with anybody in them."""
    by_kind: dict[Kind, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(kind_of(hit), []).append(hit)
    return [Group(kind, tuple(by_kind[kind])) for kind in Kind if kind in by_kind]


def possible_for(hit: Hit) -> list[Decision]:
    others = [Decision.DESK] if hit.other_desk else []
    return [*others, Decision.AGAIN, Decision.CANCEL, Decision.LEAVE]
