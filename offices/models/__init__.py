"""What authorities offer, where and when; nothing here knows of bookings."""

from offices.models import history
from offices.models.address import OfficeAddress
from offices.models.authority import Authority, Municipality, Office
from offices.models.catalogue import (
    CatalogueChange,
    LegalText,
    PeopleGroup,
    RequiredDocument,
    ServiceGroup,
    ServiceType,
)
from offices.models.change import Change
from offices.models.hours import Audience, Closure, OpeningHours, Weekday
from offices.models.offering import Access, Desk, Offering, Responsibility, Season
from offices.models.people import Membership, User
from offices.models.place import Place
from offices.models.policy import DocumentLeftOut, EndingTold
from offices.models.provenance import Confidence, LoadedRecord
from offices.models.signin import SignInEvent
from offices.models.texts import MailAddition, TextState

__all__ = [
    "Access",
    "Audience",
    "Authority",
    "CatalogueChange",
    "Change",
    "Closure",
    "Confidence",
    "Desk",
    "DocumentLeftOut",
    "EndingTold",
    "LegalText",
    "LoadedRecord",
    "MailAddition",
    "Membership",
    "Municipality",
    "Offering",
    "Office",
    "OfficeAddress",
    "OpeningHours",
    "PeopleGroup",
    "Place",
    "RequiredDocument",
    "Responsibility",
    "Season",
    "ServiceGroup",
    "ServiceType",
    "SignInEvent",
    "TextState",
    "User",
    "Weekday",
    "history",
]
