"""What managers see of bookings, and what waits at their offices."""

from booking.admin import waiting, windows

__all__ = ["waiting", "windows"]
