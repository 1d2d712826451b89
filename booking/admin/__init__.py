"""What managers see of bookings, and the letters and requests they answer for."""

from booking.admin import corrections, invitations, requests, windows

__all__ = ["corrections", "invitations", "requests", "windows"]
