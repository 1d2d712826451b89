"""What managers see of bookings, and the letters and requests they answer for."""

from booking.admin import corrections, invitations, requests, waiting, windows

__all__ = ["corrections", "invitations", "requests", "waiting", "windows"]
