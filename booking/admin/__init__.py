"""What managers see of bookings, and the letters and requests they answer for."""

from booking.admin import windows

__all__ = ["windows"]
