"""What authorities offer, where and when; nothing here knows of bookings."""

from offices.models import history
from offices.models.authority import Authority, Municipality, Office
from offices.models.catalogue import (
    CatalogueChange,
    LegalText,
    PeopleGroup,
    RequiredDocument,
    ServiceGroup,
    ServiceType,
)
from offices.models.hours import Audience, Closure, OpeningHours, Weekday
from offices.models.offering import Access, Desk, Offering, Responsibility
from offices.models.people import Membership, User
from offices.models.provenance import Confidence, LoadedRecord
from offices.models.signin import SignInEvent
from offices.models.texts import MailAddition, TextState

__all__ = [
    "Access",
    "Audience",
    "Authority",
    "CatalogueChange",
    "Closure",
    "Confidence",
    "Desk",
    "LegalText",
    "LoadedRecord",
    "MailAddition",
    "Membership",
    "Municipality",
    "Offering",
    "Office",
    "OpeningHours",
    "PeopleGroup",
    "RequiredDocument",
    "Responsibility",
    "ServiceGroup",
    "ServiceType",
    "SignInEvent",
    "TextState",
    "User",
    "Weekday",
    "history",
]
