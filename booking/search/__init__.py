"""Finding a person's booking by whatever a caseworker knows of it."""

from booking.search.found import Found, Match, search
from booking.search.hits import By

__all__ = ["By", "Found", "Match", "search"]
