"""The one statement that finds.

A step covers the bookings that may be meant by what indexes find, lets every word say what it has
to do with each, and keeps those to which all say something. The next step is gone only where there
is room left on the page: what it finds stands further behind.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.models import Reservation, dossier
from booking.search.covers import Cover, covers
from booking.search.hits import hit
from booking.search.near import Step
from booking.search.typed import Term
from booking.search.values import Values

TIMED = tuple(str(status) for status in (*Reservation.LIVE, Reservation.Status.MISSED))
AHEAD, OPEN, OVER = range(3)
MANY, FEW = 3, 5
# How often a booking may be found, by several persons and words, and others still fill the page.
OF_ONE = 8
ORDER = f"""{{0}}.far, {{0}}.stands, CASE {{0}}.stands WHEN {AHEAD} THEN {{0}}.starts_at END,
  {{0}}.starts_at DESC, {{0}}.booking_id"""


TIME = """LEFT JOIN LATERAL (
    SELECT * FROM booking_reservation time WHERE time.id = covered.reservation_id OFFSET 0) time
    ON true"""


@dataclass(frozen=True)
class Question:
    """What is looked for, and where (None is everywhere); `most` fits on a page."""

    terms: Sequence[Term]
    authority: int | None
    offices: Collection[int] | None
    now: datetime
    most: int

    def mine(self, values: Values) -> str:
        """Whoever is forgotten is nowhere."""
        mine = "booking.forgotten_at IS NULL"
        if self.authority is not None:
            mine += f" AND booking.authority_id = {values.place(self.authority)}"
        if self.offices is not None:
            mine += f" AND booking.office_id = ANY ({values.place(tuple(self.offices))}::bigint[])"
        return mine


def statement(question: Question) -> tuple[str, Values]:
    """Rows of: whether not all could be looked at, the person, what the words say, the dossier.

    One row more than fits on the page, if there is one: so that one can say so. Where nobody is
    found there is one row, in which all but the first is null.
    """
    values, steps = Values(), _steps(question.terms)
    looked_at = {step: list(covers(question.terms, step, values)) for step in steps}
    found = [
        _found(question, steps[: number + 1], looked_at, values) for number in range(len(steps))
    ]
    every = " UNION ALL ".join(f"SELECT * FROM {step.name}" for step in steps)
    return (
        f"""WITH today AS MATERIALIZED ({_today(question.now, values)}), {", ".join(found)},
nearest AS (
  SELECT * FROM ({every}) every ORDER BY {ORDER.format("every")} LIMIT {OF_ONE * question.most}),
once AS (SELECT DISTINCT ON (booking_id) * FROM nearest ORDER BY booking_id, far, position),
best AS (SELECT * FROM once ORDER BY {ORDER.format("once")} LIMIT {question.most + 1})
SELECT {_is_cut(looked_at)}, best.person_id, best.hits, {dossier.selected()}
FROM (VALUES (true)) one
LEFT JOIN ({dossier.tables()} JOIN best ON best.booking_id = booking.id) ON true
ORDER BY {ORDER.format("best")}""",
        values,
    )


def _is_cut(looked_at: Mapping[Step, Sequence[Cover]]) -> str:
    """Of what is merely alike there may always be more, and nobody asks for it."""
    full = [
        f"(SELECT count(*) FROM {step.name}{number}) >= {cover.most}"
        for step, ways in looked_at.items()
        if step < Step.NEAR
        for number, cover in enumerate(ways)
    ]
    return " OR ".join(full)


def _steps(terms: Sequence[Term]) -> list[Step]:
    """Words beside a name leave few, so that its errors are all looked at in one step.

    And the more names there are, the less it matters that one is mistyped.
    """
    names = sum(bool(term.sounds) for term in terms)
    if not names:
        return [Step.WHOLE]
    alone = [Step.NEAR, Step.FAR] if len(terms) == 1 else [Step.FAR]
    tolerant = alone if names < MANY else [Step.NEAR]
    return [Step.WHOLE, Step.BEGIN, *([Step.MAIL] if terms[0].in_mail else []), *tolerant]


def _today(now: datetime, values: Values) -> str:
    """When the day began, on the clock of each office."""
    day = f"date_trunc('day', {values.place(now)}::timestamptz AT TIME ZONE timezone)"
    return f"SELECT id, {day} AT TIME ZONE timezone AS began FROM offices_office"


def _found(
    question: Question,
    steps: Sequence[Step],
    looked_at: Mapping[Step, Sequence[Cover]],
    values: Values,
) -> str:
    """The last of `steps`."""
    step = steps[-1]
    hits = {f"hit{number}": term for number, term in enumerate(question.terms)}
    said = (f"{hit(term, step, values)} AS {name}" for name, term in hits.items())
    mine = f"{question.mine(values)} AND {_has_room(question, steps)}"
    rows = {f"{step.name}{n}": cover.sql(mine) for n, cover in enumerate(looked_at[step])}
    covered = " UNION ALL ".join(f"SELECT * FROM {name}" for name in rows)
    return f"""{", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in rows.items())},
{step.name} AS MATERIALIZED (
  SELECT booking_id, person_id, position, {" + ".join(f"{name} / 10" for name in hits)} AS far,
    ARRAY[{", ".join(hits)}] AS hits, {_stands(question.now, values)} AS stands,
    lower(time.during) AS starts_at
  FROM (SELECT covered.*, {", ".join(said)} FROM ({covered}) covered OFFSET 0) covered
  JOIN today ON today.id = covered.office_id
  {TIME}
  WHERE {" AND ".join(f"{name} IS NOT NULL" for name in hits)})"""


def _has_room(question: Question, steps: Sequence[Step]) -> str:
    """Whether the last step is to be gone: for two wrong letters, if there is next to nobody."""
    *earlier, step = steps
    if not earlier:
        return "true"
    room = FEW if step is Step.FAR and len(question.terms) == 1 else question.most
    enough = OF_ONE * question.most
    found = " UNION ".join(f"(SELECT booking_id FROM {one.name} LIMIT {enough})" for one in earlier)
    return f"(SELECT count(*) FROM ({found}) earlier) <= {room}"


def _stands(now: datetime, values: Values) -> str:
    """Appointments to come and those of today; then who waits for one; then all others."""
    ran_out = f"time.status = 'held' AND time.expires_at <= {values.place(now)}"
    is_ahead = f"time.status = ANY ({values.place(TIMED)}) AND upper(time.during) >= today.began"
    return f"""CASE WHEN {is_ahead} AND NOT ({ran_out}) THEN {AHEAD}
      WHEN time.id IS NULL AND covered.ended_at IS NULL THEN {OPEN} ELSE {OVER} END"""
