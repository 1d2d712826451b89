"""Which bookings may be meant: found by indexes, and by as few of the typed words as will do.

Every word has to do with a booking that is found, so it is enough to look among those that one
word leads to, or that all words lead to which may tell of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from booking.search.hits import FILE
from booking.search.near import Step, begun, same_consonants, whole
from booking.search.typed import Birth, Term
from booking.search.values import Values

PERSON = "birth_year birth_month birth_day file_number"
COLUMNS = f"""booking.id AS booking_id, booking.number, booking.office_id,
  booking.reservation_id, booking.ended_at, person.id AS person_id, person.position,
  ' ' || person.sounds || ' ' AS sounds,
  {", ".join(f"person.{column}" for column in PERSON.split())}"""
# One after the other (OFFSET 0): whole tables would be read for what a few look-ups give.
BOOKING = """CROSS JOIN LATERAL (
    SELECT * FROM booking_booking booking WHERE booking.id = {}.booking_id OFFSET 0) booking"""
WITH_PERSONS = "LEFT JOIN booking_attendee person ON person.booking_id = booking.id"
OF_PERSONS = f"booking_attendee person {BOOKING.format('person')}"
OF_CONTACTS = f"booking_contact contact {BOOKING.format('contact')} {WITH_PERSONS}"
OF_NUMBERS = f"booking_booking booking {WITH_PERSONS}"
# Of more that are alike only so many are looked at; the words of several must all be compared.
WHOLE, BEGUN, SAME, NEAR, FAR = 1500, 1500, 300, 700, 700
NUMBERS = CONTACTS = 500
NETWORK_AND_MORE = 7
FILTERED = 2000  # by another word, which leaves few of them
Keys = Callable[[tuple[str, ...], Values], str]


@dataclass(frozen=True)
class Cover:
    """Rows of bookings with one of their persons, at most so many; some may come twice."""

    tables: str
    condition: str
    most: int

    def sql(self, mine: str) -> str:
        where = f"{mine} AND {self.condition}"
        return f"SELECT {COLUMNS} FROM {self.tables} WHERE {where} LIMIT {self.most}"


def covers(terms: Sequence[Term], step: Step, values: Values) -> Iterator[Cover]:
    sure = next(filter(_is_sure, terms), None)
    persons = [term for term in terms if _tells_of_person(term) and not _is_shared(term)]
    if step is Step.MAIL:
        yield _by_email(terms[0].in_mail, values)
        return
    together = [sure] if sure else persons or [terms[0]]
    if all(map(_tells_of_person, together)):
        yield from _of_persons(together, step, values, is_filtered=len(together) < len(terms))
    for term in together:
        yield from _beside(term, values)


def _tells_of_person(term: Term) -> bool:
    return bool(term.sounds or term.births or term.file)


def _is_sure(term: Term) -> bool:
    """Whether few have the same, and it is nobody's name."""
    is_address = "@" in term.email and not term.email.startswith("%@")
    is_number = bool(term.number) and not term.sounds
    is_phone = bool(term.phones) and not term.births and not _is_shared(term)
    return is_number or is_address or is_phone


def _is_shared(term: Term) -> bool:
    """How the telephone numbers of many begin: those of one network."""
    begins = [pattern for pattern in term.phones if pattern.startswith("+")]
    return any(len(pattern.strip("%+")) < NETWORK_AND_MORE for pattern in begins)


def _of_persons(
    terms: Sequence[Term], step: Step, values: Values, *, is_filtered: bool
) -> Iterator[Cover]:
    for ways, most in _ways(terms, step):
        pairs = zip(terms, ways, strict=True)
        condition = " AND ".join(_of_person(term, keys, values) for term, keys in pairs)
        yield Cover(OF_PERSONS, condition, FILTERED if is_filtered else most)


def _ways(terms: Sequence[Term], step: Step) -> Iterator[tuple[list[Keys], int]]:
    """By which keys each of the words is looked for, and how many persons at most."""
    count = len(terms)
    if step is Step.WHOLE:
        yield [_known(whole)] * count, WHOLE
    elif step is Step.BEGIN:
        yield [_known(begun)] * count, BEGUN
    elif step is Step.FAR:
        yield [_mistyped(".<-=")] * count, FAR // count
    elif count == 1:
        # Many names are near to a common one: those with other vowels alone must not be missed.
        yield [_known(same_consonants)], SAME
        yield [_mistyped(".<-")], NEAR
    else:
        yield from _one_mistyped(terms)


def _one_mistyped(terms: Sequence[Term]) -> Iterator[tuple[list[Keys], int]]:
    """One of many words, or all that others write as one; any of them would take an index long."""
    count, begins, near = len(terms), _known(begun), _mistyped(".<-")
    for place in range(count):
        yield [*[begins] * place, near, *[begins] * (count - place - 1)], NEAR // count
    if together := _together(terms):
        yield [lambda _sounds, values: near(together, values)] * count, NEAR // count


def _together(terms: Sequence[Term]) -> tuple[str, ...]:
    """How the words sound as one; empty where they can't be one."""
    first, *others = (term.sounds for term in terms if term.sounds)
    return tuple(sound for sound in first if all(sound in one for one in others))


def _known(keys: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Keys:
    return lambda sounds, values: values.place(keys(sounds))


def _mistyped(kinds: str) -> Keys:
    """Keys of these kinds, which the database makes, and those of how the words begin."""

    def keys_of(sounds: tuple[str, ...], values: Values) -> str:
        made = f"booking_name_keys({values.place(' '.join(sounds))})"
        every = f"unnest({values.place(begun(sounds))} || {made}) AS key"
        wanted = f"left(key, 1) = ANY ({values.place(tuple(kinds))})"
        return f"(SELECT array_agg(key) FROM {every} WHERE {wanted})"

    return keys_of


def _of_person(term: Term, keys: Keys, values: Values) -> str:
    ways = [_born(birth, values) for birth in term.births]
    if term.sounds:
        ways.append(f"booking_name_keys(person.sounds) && {keys(term.sounds, values)}")
    if term.file:
        stored = FILE.format("person")
        ways.append(f"(person.file_number <> '' AND {stored} LIKE {values.place(term.file)})")
    return f"({' OR '.join(ways)})"


def _born(birth: Birth, values: Values) -> str:
    year = f"person.birth_year = ANY ({values.place(birth.years)})"
    if not birth.month:
        return year
    month = values.place(birth.month)
    return f"({year} AND (person.birth_month = {month} OR person.birth_month IS NULL))"


def _beside(term: Term, values: Values) -> Iterator[Cover]:
    if term.number:
        yield Cover(OF_NUMBERS, f"booking.number LIKE {values.place(term.number)}", NUMBERS)
    if term.phones:
        condition = f"contact.phone LIKE ANY ({values.place(term.phones)})"
        yield Cover(OF_CONTACTS, condition, CONTACTS)
    if term.email:
        yield _by_email(term.email, values)


def _by_email(pattern: str, values: Values) -> Cover:
    return Cover(OF_CONTACTS, f"lower(contact.email) LIKE {values.place(pattern)}", CONTACTS)
