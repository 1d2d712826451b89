"""What a change of hours, closures or desks does to people: foreseen, saved, and carried out."""

from booking.impact.carrying import carry_out, carry_out_waiting, is_too_late_to_choose
from booking.impact.foreseen import Foreseen, foresee
from booking.impact.groups import Group, groups_of
from booking.impact.hits import Hit
from booking.impact.saving import Decided, LookAgainError, save
from booking.impact.walk_ins import WalkIn, WalkIns
from booking.impact.weeks import Week

__all__ = [
    "Decided",
    "Foreseen",
    "Group",
    "Hit",
    "LookAgainError",
    "WalkIn",
    "WalkIns",
    "Week",
    "carry_out",
    "carry_out_waiting",
    "foresee",
    "groups_of",
    "is_too_late_to_choose",
    "save",
]
