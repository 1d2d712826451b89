"""What is odd about the hours, closures and desks of an office, in sentences.

Nothing of it is forbidden: somebody may be in the middle of a change. What is impossible the forms
and the database refuse.
"""

from __future__ import annotations

from datetime import date

from offices.models import Office
from offices.remarks import closures, desks, hours, letters
from offices.remarks.rows import Remark, Rows, read

__all__ = ["Remark", "Rows", "odd", "remarks_on"]


def remarks_on(office: Office, today: date) -> list[Remark]:
    return odd(read(office, today))


def odd(rows: Rows) -> list[Remark]:
    """In the order in which they hurt."""
    found = (*desks.odd(rows), *hours.odd(rows), *letters.odd(rows), *closures.odd(rows))
    return list(dict.fromkeys(found))
