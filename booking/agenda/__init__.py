"""What staff see of a day: who comes when, to which desk, for what."""

from booking.agenda.door import Arrival, Standing, arrivals
from booking.agenda.entries import Entry, State, entries_between
from booking.agenda.expected import Expected, days_at_work, expected_on
from booking.agenda.grid import Cell, Day, Row, rows_of

__all__ = [
    "Arrival",
    "Cell",
    "Day",
    "Entry",
    "Expected",
    "Row",
    "Standing",
    "State",
    "arrivals",
    "days_at_work",
    "entries_between",
    "expected_on",
    "rows_of",
]
