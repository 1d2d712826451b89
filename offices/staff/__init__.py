"""Who works for an authority: the one place that gives a person a role or takes it away.

Whoever acts is told as `by`, a manager of the authority or a superuser; without it a command or the
administration acts, where only superusers do.
"""

from offices.staff.accounts import note_switch, reset_second_step, switch_off, switch_on
from offices.staff.colleagues import Colleague, State, colleague, colleagues
from offices.staff.letters import send_invitation, tell_of_reset
from offices.staff.roles import (
    Job,
    change,
    dismiss,
    dismiss_from_all,
    invite,
    open_or_close_administration,
)
from offices.staff.rules import StaffError, check_account, check_not_own

__all__ = [
    "Colleague",
    "Job",
    "StaffError",
    "State",
    "change",
    "check_account",
    "check_not_own",
    "colleague",
    "colleagues",
    "dismiss",
    "dismiss_from_all",
    "invite",
    "note_switch",
    "open_or_close_administration",
    "reset_second_step",
    "send_invitation",
    "switch_off",
    "switch_on",
    "tell_of_reset",
]
