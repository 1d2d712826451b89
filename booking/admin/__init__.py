"""What managers see of bookings, and the letters and requests they answer for."""

from booking.admin import invitations, requests, windows

__all__ = ["invitations", "requests", "windows"]
