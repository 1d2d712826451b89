"""What managers see of bookings, and the letters and requests they answer for."""

from booking.admin import requests, windows

__all__ = ["requests", "windows"]
