"""What pages show is read once in ten seconds, and let go of afterwards."""

import gc
import weakref

import pytest

from offices.showcase import forget, keeping
from offices.showcase.keeping import FRESH_SECONDS, fresh


class Text:
    """Something to keep, of which one sees whether it is still held."""


@pytest.fixture(autouse=True)
def _nothing_kept():
    forget()
    yield
    forget()


@pytest.fixture
def later(monkeypatch):
    """Let seconds go by."""
    clock = [1000.0]
    monkeypatch.setattr(keeping.time, "monotonic", lambda: clock[0])

    def wait(seconds: float) -> None:
        clock[0] += seconds

    return wait


def test_what_was_read_stays_for_ten_seconds(later):
    texts = iter(["old", "new", "newer"])
    read = [fresh("mainz", lambda: next(texts))]
    later(FRESH_SECONDS - 0.1)
    read.append(fresh("mainz", lambda: next(texts)))
    later(0.1)
    read.append(fresh("mainz", lambda: next(texts)))

    assert read == ["old", "old", "new"]


def test_an_error_is_not_kept(later):
    def away():
        raise LookupError

    with pytest.raises(LookupError):
        fresh("mainz", away)

    assert fresh("mainz", lambda: "there") == "there"


def test_what_nobody_asks_for_any_more_is_let_go_of(later):
    read = weakref.ref(fresh("mainz", Text))
    later(FRESH_SECONDS)
    fresh("essen", Text)
    gc.collect()

    assert read() is None
