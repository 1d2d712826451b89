"""What pages show is read once while nobody changes it, and anew soon after somebody did."""

import gc
import weakref

import pytest
from django.apps import apps
from django.db import connection, transaction
from pghistory.models import Event

from offices.models import CatalogueChange, Office
from offices.showcase import forget, keeping
from offices.showcase.keeping import FRESH_SECONDS, fresh
from tests import make

NOT_SHOWN = {
    "offices_user",
    "offices_user_groups",
    "offices_user_user_permissions",
    "offices_membership",
    "offices_loadedrecord",
    "offices_signinevent",
    "offices_cataloguechange",
    "offices_change",
    "offices_endingtold",
}

pytestmark = pytest.mark.django_db


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


def test_a_change_is_seen_after_ten_seconds(later):
    texts = iter(["old", "new", "newer"])
    read = [fresh("mainz", lambda: next(texts))]
    make.office()
    later(FRESH_SECONDS - 0.1)
    read.append(fresh("mainz", lambda: next(texts)))
    later(0.1)
    read.append(fresh("mainz", lambda: next(texts)))

    assert read == ["old", "old", "new"]


def test_who_has_changed_something_looks_again_at_once():
    texts = iter(["old", "new"])
    read = [fresh("mainz", lambda: next(texts))]
    keeping.look_again()
    read.append(fresh("mainz", lambda: next(texts)))
    make.office()
    keeping.look_again()
    read.append(fresh("mainz", lambda: next(texts)))

    assert read == ["old", "old", "new"]


def test_what_nobody_changes_is_read_once_and_looked_after_by_one_statement(
    later, django_assert_num_queries
):
    texts = iter(["old", "new"])
    assert fresh("mainz", lambda: next(texts)) == "old"
    later(3600)
    with django_assert_num_queries(1):
        assert fresh("mainz", lambda: next(texts)) == "old"
    with django_assert_num_queries(0):
        assert fresh("mainz", lambda: next(texts)) == "old"


def test_on_another_day_everything_is_read_anew(later, monkeypatch):
    texts = iter(["yesterday's", "today's"])
    assert fresh("mainz", lambda: next(texts)) == "yesterday's"
    today = keeping.timezone.localdate()
    monkeypatch.setattr(keeping.timezone, "localdate", lambda: today.replace(year=today.year + 1))
    later(FRESH_SECONDS)
    assert fresh("mainz", lambda: next(texts)) == "today's"


def test_what_was_read_while_a_change_became_known_is_not_kept_under_the_new_state(later):
    texts = iter(["old", "new"])

    def slowly() -> str:
        text = next(texts)
        make.office()
        later(FRESH_SECONDS)
        fresh("somebody else's page", str)
        return text

    assert fresh("mainz", slowly) == "old"
    assert fresh("mainz", lambda: next(texts)) == "new"


def test_an_error_is_not_kept(later):
    def away():
        raise LookupError

    with pytest.raises(LookupError):
        fresh("mainz", away)

    assert fresh("mainz", lambda: "there") == "there"


def test_what_was_read_before_a_change_is_let_go_of(later):
    read = weakref.ref(fresh("mainz", Text))
    make.office()
    later(FRESH_SECONDS)
    fresh("essen", Text)
    gc.collect()

    assert read() is None


def test_no_more_is_kept_than_a_process_should_hold(monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    oldest = weakref.ref(fresh(1, Text))
    younger = [fresh(number, Text) for number in (2, 3)]
    gc.collect()

    assert oldest() is None
    assert [fresh(number, Text) for number in (2, 3)] == younger


@pytest.mark.django_db(transaction=True)
def test_every_saved_change_leaves_a_number_of_its_own_and_one_taken_back_leaves_none():
    office, seen = make.office(), [changes()]
    for name in ("Left", "Right"):
        Office.objects.filter(pk=office.pk).update(name=name)
        seen.append(changes())
    with transaction.atomic():
        Office.objects.filter(pk=office.pk).update(name="Never")
        transaction.set_rollback(True)

    assert len(set(seen)) == 3
    assert changes() == seen[-1]


def changes() -> tuple[tuple[int, int], ...]:
    return tuple(CatalogueChange.objects.order_by("slot").values_list("slot", "changed_by"))


def test_every_table_of_the_catalogue_tells_of_its_changes():
    models = apps.get_app_config("offices").get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s",
            ["offices_catalogue_change"],
        )
        telling = {table for (table,) in cursor.fetchall()}

    present = [model for model in models if not issubclass(model, Event)]
    assert telling == {model._meta.db_table for model in present} - NOT_SHOWN
