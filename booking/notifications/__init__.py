"""What is owed to people as messages, and how it reaches them."""

from booking.notifications.delivery import deliver, sweep
from booking.notifications.outbox import (
    owe,
    owe_address_of_before,
    owe_again,
    owe_new_address,
)
from booking.notifications.reminders import (
    drop_invitations,
    drop_reminders,
    plan_last_call,
    plan_reminders,
)

__all__ = [
    "deliver",
    "drop_invitations",
    "drop_reminders",
    "owe",
    "owe_address_of_before",
    "owe_again",
    "owe_new_address",
    "plan_last_call",
    "plan_reminders",
    "sweep",
]
