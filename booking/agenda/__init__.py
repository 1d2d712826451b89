"""What staff see of a day: who comes when, to which desk, for what."""

from booking.agenda.door import Arrival, Standing, arrivals
from booking.agenda.entries import Entry, State, entries_between
from booking.agenda.grid import Cell, Day, Row, rows_of

__all__ = [
    "Arrival",
    "Cell",
    "Day",
    "Entry",
    "Row",
    "Standing",
    "State",
    "arrivals",
    "entries_between",
    "rows_of",
]
