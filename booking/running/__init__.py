"""How an office runs: how long people wait, how full it is, who comes, and what would help.

Numbers of services, weeks and offices alone: nothing here knows a person or somebody of the staff.
"""

from booking.running.load import WeekLoad, weeks_of
from booking.running.offered import ask_first, offered, services
from booking.running.shortage import Shortage, shortages, warn
from booking.running.turnout import Turnout, counted, turnout_of
from booking.running.waiting_times import Look, days_until, forget, look, past, weeks_back
from booking.running.what_if import Effect, MoreDesks, last_day, try_out

__all__ = [
    "Effect",
    "Look",
    "MoreDesks",
    "Shortage",
    "Turnout",
    "WeekLoad",
    "ask_first",
    "counted",
    "days_until",
    "forget",
    "last_day",
    "look",
    "offered",
    "past",
    "services",
    "shortages",
    "try_out",
    "turnout_of",
    "warn",
    "weeks_back",
    "weeks_of",
]
