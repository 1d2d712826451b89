"""How sure a record is, from how sure each fact in it is."""

from collections.abc import Mapping, Sequence

from offices.models import Confidence


def sureness(facts: Mapping[str, str], sources: Sequence[str] = ()) -> dict[str, str]:
    """Weigh several facts: one word where they agree, else `mixed`; the remarks go to `source`.

    A fact is given as in the data, `public_page (2020)`: the word, sometimes with a remark.
    """
    words = {word_of(fact) for fact in facts.values()}
    confidence = words.pop() if len(words) == 1 else Confidence.MIXED
    return {"confidence": str(confidence), "source": in_lines(facts, sources)}


def led_by(first: str, facts: Mapping[str, str], sources: Sequence[str] = ()) -> dict[str, str]:
    """Let one fact speak for the record; the others stand in `source`."""
    return {"confidence": word_of(facts[first]), "source": in_lines(facts, sources)}


def word_of(fact: str) -> str:
    return str(Confidence(fact.partition(" ")[0]))


def in_lines(facts: Mapping[str, str], sources: Sequence[str]) -> str:
    return "\n".join([*(f"{name}: {fact}" for name, fact in facts.items()), *sources])
