"""The Wednesday of the counter, seen in the calendar."""

from tests.booking.counter.conftest import amal, bohdan, desks, english, offering, office

__all__ = ["amal", "bohdan", "desks", "english", "offering", "office"]
