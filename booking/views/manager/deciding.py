"""What was decided for the people of a draft: kept with it, counted, and told as each reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booking.forms.manager.decisions import said_for_people
from booking.impact import Foreseen, Hit, groups_of
from booking.models import Affected, Message

Decision = Affected.Decision
Kind = Message.Kind
KINDS = {
    Decision.AGAIN: Kind.CHOOSE_AGAIN,
    Decision.CANCEL: Kind.CANCELLATION,
    Decision.DESK: Kind.OTHER_DESK,
    Decision.GIVEN_BACK: Kind.OFFER_OVER,
    Decision.PLACE: Kind.NEW_PLACE,
}
KEEPING = (Decision.DESK, Decision.LEAVE)
# In the order in which they are shown; with a written order, and without.
ORDER = [
    (decision, is_ordered) for decision in (*KINDS, Decision.LEAVE) for is_ordered in (False, True)
]
TITLES: dict[Decision, str | Promise] = {
    Decision.AGAIN: _("Choose again"),
    Decision.CANCEL: _("Cancelled"),
    Decision.DESK: _("Other desk, same time"),
    Decision.GIVEN_BACK: _("An offered or kept time is given back"),
    Decision.PLACE: _("Same time at the new address"),
    Decision.LEAVE: _("Stay as they are and are not told"),
}
ORDERED: dict[Decision, str | Promise] = {
    Decision.AGAIN: _("Choose again, with a written order to come (Vorladung)"),
    Decision.CANCEL: _("Cancelled, with a written order to come (Vorladung)"),
}


@dataclass(frozen=True)
class Share:
    """Those for whom the same was decided, and who read the same."""

    decision: Decision
    is_ordered: bool
    hits: tuple[Hit, ...]

    @property
    def key(self) -> str:
        return f"{self.decision.value}-ordered" if self.is_ordered else self.decision.value

    @property
    def title(self) -> str | Promise:
        titles = TITLES | ORDERED if self.is_ordered else TITLES
        return titles[self.decision]

    @property
    def is_told(self) -> bool:
        return self.decision in KINDS

    @property
    def count(self) -> int:
        return len(self.hits)

    @property
    def reached(self) -> int:
        """To how many a mail goes."""
        return sum(hit.has_email for hit in self.hits) if self.is_told else 0

    @property
    def unreached(self) -> int:
        return self.count - self.reached if self.is_told else 0


def shares_of(found: Foreseen, said: Mapping[str, str]) -> list[Share]:
    """Everybody, by what would become of them."""
    decided = said_for_people(said, groups_of(found.hits))
    # Whoever keeps the time, also at another desk, is told of the new building and nothing else.
    moved = {hit.booking: Decision.PLACE for hit in found.moved}
    decided |= {one: moved.get(one, what) for one, what in decided.items() if what in KEEPING}
    all_of_them: list[tuple[Decision, Hit]] = [
        *((decided[hit.booking], hit) for hit in found.hits),
        *((Decision.GIVEN_BACK, hit) for hit in found.kept),
        *((Decision.PLACE, hit) for hit in found.only_moved),
    ]
    by_key: dict[tuple[Decision, bool], list[Hit]] = {}
    for decision, hit in all_of_them:
        key = decision, hit.is_ordered and decision in ORDERED
        by_key.setdefault(key, []).append(hit)
    return [Share(*key, tuple(by_key[key])) for key in ORDER if key in by_key]


def told_by_mail(shares: Iterable[Share]) -> int:
    return sum(share.reached for share in shares)
