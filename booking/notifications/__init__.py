"""What is owed to people as messages, and how it reaches them."""

from booking.notifications.delivery import deliver, sweep
from booking.notifications.outbox import owe, owe_again

__all__ = ["deliver", "owe", "owe_again", "sweep"]
