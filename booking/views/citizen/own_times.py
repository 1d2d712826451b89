"""Free times for somebody who has a number already: to move, or to choose the first time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from booking.availability import Ask
from booking.models import Booking
from booking.reservations import ask_of
from booking.views.citizen.free_times import FreeTimes


@dataclass(frozen=True)
class OwnTimes(FreeTimes):
    """OwnTimes(booking, now=…, language=…, since=…): see FreeTimes for what can be asked."""

    booking: Booking

    @cached_property
    def whole(self) -> Ask:
        return ask_of(self.booking, now=self.now)
