"""Days and times as people read them: in words of their language, on the office's wall clock."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

# Shortened it ends in a full stop, of which a sentence that ends with the day would have two.
WIDTHS = "abbreviated", "wide", "narrow"
MINUTE = timedelta(minutes=1)
UKRAINIAN_YEAR = "\u202fр."  # noqa: RUF001


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str) -> str:
    """Weekday, day, month and year written out: Monday, 23 November 2026."""
    words = format_date(day, "full", locale=Locale.parse(language, sep="-"))
    return words.replace(UKRAINIAN_YEAR, " року")


def month_in_words(day: date, language: str) -> str:
    """Month and year: November 2026."""
    return format_date(day, "LLLL y", locale=Locale.parse(language, sep="-"))


@lru_cache(maxsize=64)
def weekdays_in_words(language: str) -> list[tuple[str, str]]:
    """Monday to Sunday, each shortened and whole; one letter where a language shortens none."""
    names = Locale.parse(language, sep="-").days["stand-alone"]
    each = ([names[width][day] for width in WIDTHS] for day in range(7))
    return [(letter if short == whole else short, whole) for short, whole, letter in each]


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins at the office."""
    return datetime.combine(day, time.min, tzinfo=zone)


def day_at(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day at the office."""
    return moment.astimezone(zone).date()


def instant_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When opening hours that say so begin or end, as free times have it.

    Of two instants that the clock shows alike the second; for a time that it leaves out, the
    moment of the change.
    """
    wall = datetime.combine(day, clock)
    instant = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while instant.astimezone(zone).replace(tzinfo=None) < wall:
        instant += MINUTE
    return instant


def clock_at(moment: datetime, zone: ZoneInfo) -> str:
    """24-hour time at the office: 09:05."""
    return f"{moment.astimezone(zone):%H:%M}"


def on_the_wall(moment: datetime, zone: ZoneInfo) -> str:
    """Day and time at the office, in digits: 30.11.2026 09:05."""
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"


def from_to(begins: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """From when to when at the office: 09:05–09:35."""
    return f"{clock_at(begins, zone)}–{clock_at(ends, zone)}"
