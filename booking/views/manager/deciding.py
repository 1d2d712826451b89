"""What was decided for the people of a draft: kept with it, counted, and told as each reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

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


class Reader(Enum):
    """For whom a mail has words of its own, whatever was decided."""

    ANYBODY = ""
    INVITED = "invited"  # may choose another time
    ASKED = "asked"  # waits for the office
    ORDERED = "ordered"  # must come


# In the order in which they are shown.
TITLES: dict[tuple[Decision, Reader], str | Promise] = {
    (Decision.AGAIN, Reader.ANYBODY): _("Choose again"),
    (Decision.AGAIN, Reader.ORDERED): _("Choose again, with a written order to come (Vorladung)"),
    (Decision.CANCEL, Reader.ANYBODY): _("Cancelled"),
    (Decision.CANCEL, Reader.INVITED): _("Cancelled, with an invitation that is still good"),
    (Decision.CANCEL, Reader.ASKED): _("Cancelled, after a request to the office"),
    (Decision.CANCEL, Reader.ORDERED): _("Cancelled, with a written order to come (Vorladung)"),
    (Decision.DESK, Reader.ANYBODY): _("Other desk, same time"),
    (Decision.GIVEN_BACK, Reader.INVITED): _("A kept time is given back"),
    (Decision.GIVEN_BACK, Reader.ASKED): _("An offered time is given back"),
    (Decision.GIVEN_BACK, Reader.ORDERED): _(
        "A kept time is given back, with a written order to come (Vorladung)"
    ),
    (Decision.PLACE, Reader.ANYBODY): _("Same time at the new address"),
    (Decision.PLACE, Reader.ORDERED): _(
        "Same time at the new address, with a written order to come (Vorladung)"
    ),
    (Decision.LEAVE, Reader.ANYBODY): _("Stay as they are and are not told"),
}


@dataclass(frozen=True)
class Share:
    """Those for whom the same was decided, and who read the same."""

    decision: Decision
    reader: Reader
    hits: tuple[Hit, ...]

    @property
    def key(self) -> str:
        return "-".join(filter(None, (self.decision.value, self.reader.value)))

    @property
    def title(self) -> str | Promise:
        return TITLES[self.decision, self.reader]

    @property
    def is_ordered(self) -> bool:
        return self.reader is Reader.ORDERED

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
    by_key: dict[tuple[Decision, Reader], list[Hit]] = {}
    for decision, hit in all_of_them:
        by_key.setdefault((decision, _reader(decision, hit)), []).append(hit)
    return [Share(*key, tuple(by_key[key])) for key in TITLES if key in by_key]


def _reader(decision: Decision, hit: Hit) -> Reader:
    """As the mails themselves tell people apart (booking.notifications.displaced)."""
    if hit.is_ordered and (decision, Reader.ORDERED) in TITLES:
        return Reader.ORDERED
    if decision == Decision.GIVEN_BACK:
        return Reader.INVITED if hit.invited_until else Reader.ASKED
    if decision == Decision.CANCEL and (hit.invited_until or hit.has_request):
        return Reader.INVITED if hit.invited_until else Reader.ASKED
    return Reader.ANYBODY


def told_by_mail(shares: Iterable[Share]) -> int:
    return sum(share.reached for share in shares)
