"""Both servers on a bare machine: as root or not, wherever the checkout lies."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from tests.willkommen.processes import processes_below, wait_until_gone
from willkommen.embedded import home, lay_out, servers
from willkommen.parts import StartError

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
IS_ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not IS_ROOT, reason="only root can be somebody else")
# Writes one line when both answer, and then waits for its end.
START = """
import sys, time
from pathlib import Path
from willkommen.embedded import servers
with servers(Path(sys.argv[1]), hasty=True):
    print("open", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder into which everybody may look, as a checkout usually is."""
    with tempfile.TemporaryDirectory(prefix="willkommen-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(autouse=True)
def shelters(monkeypatch) -> Iterator[Path]:
    """Another /var/tmp, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="shelters-") as name:
        Path(name).chmod(0o1777)
        monkeypatch.setattr(home, "SHELTERS", Path(name))
        yield Path(name)


def ask(url: str, question: str) -> object:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone() if cursor.description else None
        return row and row[0]


def modes_and_owners(*paths: Path) -> dict[Path, tuple[int, int, int]]:
    steps = {step for path in paths for step in (path, *path.parents)}
    return {step: (s.st_mode, s.st_uid, s.st_gid) for step in steps for s in [step.stat()]}


def test_what_was_written_is_there_at_the_next_start(open_folder):
    with servers(open_folder) as addresses:
        ask(addresses["DATABASE_URL"], "CREATE TABLE visits AS SELECT 'Amal' AS name")
        redis.from_url(addresses["REDIS_URL"]).set("visit", "Amal")
    with servers(open_folder) as addresses:
        assert ask(addresses["DATABASE_URL"], "SELECT name FROM visits") == "Amal"
        assert redis.from_url(addresses["REDIS_URL"]).get("visit") == b"Amal"


def test_the_database_speaks_unicode_counts_in_utc_and_has_what_slots_need(open_folder):
    with servers(open_folder, hasty=True) as addresses:
        url = addresses["DATABASE_URL"]
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW timezone") == "UTC"
        assert (
            ask(url, "SELECT datlocale FROM pg_database WHERE datname = 'willkommen'") == "C.UTF-8"
        )
        ask(url, "CREATE EXTENSION btree_gist")
        assert ask(url, "SELECT timezone('Europe/Berlin', '2026-07-01 00:00Z')::text") == (
            "2026-07-01 02:00:00"
        )


def test_two_folders_run_side_by_side_and_leave_nothing_running(open_folder):
    one, two = open_folder / "one", open_folder / "two"
    with servers(one, hasty=True) as first, servers(two, hasty=True) as second:
        ask(first["DATABASE_URL"], "CREATE TABLE mine ()")
        assert ask(second["DATABASE_URL"], "SELECT to_regclass('mine')") is None
    assert processes_below(open_folder) == []


def test_a_second_run_in_the_same_folder_is_refused_in_one_sentence(open_folder):
    refusal = pytest.raises(StartError, match=f"Willkommen already runs in {open_folder}")
    with servers(open_folder, hasty=True), refusal, servers(open_folder):
        pytest.fail("two runs share a folder")


def test_nothing_above_the_folder_changes_its_mode_or_owner(open_folder):
    var = open_folder / "checkout" / "var"
    var.parent.mkdir()
    before = modes_and_owners(var.parent, Path(sys.executable), ROOT)
    with servers(var, hasty=True):
        assert modes_and_owners(var.parent, Path(sys.executable), ROOT) == before
    assert modes_and_owners(var.parent, Path(sys.executable), ROOT) == before


@as_root
def test_nothing_changes_above_a_folder_that_only_root_may_open_and_data_move_away(
    open_folder, shelters, capsys
):
    closed = open_folder / "root"
    closed.mkdir(mode=0o700)
    before = modes_and_owners(closed, ROOT)
    with servers(closed / "var", hasty=True) as addresses:
        [ours] = shelters.iterdir()
        assert f"?host={ours}/sockets" in addresses["DATABASE_URL"]
    assert modes_and_owners(closed, ROOT) == before
    assert capsys.readouterr().err == f"PostgreSQL and Valkey keep their data in {ours}.\n"


@as_root
@pytest.mark.skipif(
    not home.is_open_to(NOBODY, Path(sys.executable)), reason="nobody cannot reach this checkout"
)
def test_nothing_changes_for_somebody_who_is_not_root(open_folder):
    os.chown(open_folder, NOBODY, NOBODY)
    before = modes_and_owners(open_folder, ROOT)
    run = subprocess.run(
        [sys.executable, "-c", START, open_folder / "var", "0"],
        cwd=ROOT,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.returncode) == ("open\n", 0), run.stderr
    assert modes_and_owners(open_folder, ROOT) == before


@as_root
def test_as_root_both_run_as_a_user_that_nobody_else_is(open_folder):
    ours = lay_out(open_folder, hasty=True)
    try:
        ours.start()
        owners = {Path(f"/proc/{pid}").stat().st_uid for pid in processes_below(open_folder)}
    finally:
        ours.stop()
    assert owners == {65520}
    assert oct((open_folder / "sockets").stat().st_mode) == "0o40700"


@as_root
def test_programs_that_the_user_cannot_reach_are_copied(open_folder, monkeypatch):
    monkeypatch.setattr("willkommen.embedded.programs.is_open_to", lambda *_: False)
    with servers(open_folder, hasty=True) as addresses:
        assert ask(addresses["DATABASE_URL"], "SELECT 1") == 1
        told = [Path(f"/proc/{pid}/exe").readlink() for pid in processes_below(open_folder)]
    assert {str(program).startswith(f"{open_folder}/programs/") for program in told} == {True}


def test_a_folder_too_deep_for_a_socket_moves_away(open_folder, shelters):
    deep = open_folder / ("deep" * 25)
    with servers(deep, hasty=True) as addresses:
        assert f"?host={shelters}/willkommen-" in addresses["DATABASE_URL"]


def test_a_shelter_that_somebody_else_has_put_there_is_refused(open_folder, shelters, monkeypatch):
    deep = open_folder / ("deep" * 25)
    with servers(deep, hasty=True):
        pass
    [ours] = shelters.iterdir()
    ours.rename(shelters / "elsewhere")
    ours.symlink_to(shelters / "elsewhere")
    with pytest.raises(StartError, match=f"{ours} belongs to somebody else"), servers(deep):
        pytest.fail("a link was followed")


def test_a_database_whose_making_broke_off_is_made_anew(open_folder):
    (open_folder / "postgres.unfinished").mkdir(mode=0o700)
    (open_folder / "postgres.unfinished" / "PG_VERSION").write_text("18\n")
    with servers(open_folder, hasty=True) as addresses:
        assert ask(addresses["DATABASE_URL"], "SELECT 1") == 1


def test_data_of_another_postgresql_is_refused_in_one_sentence(open_folder):
    with servers(open_folder, hasty=True):
        pass
    (open_folder / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartError, match="was made by PostgreSQL 17"), servers(open_folder):
        pytest.fail("foreign data was opened")


def test_both_end_when_whoever_started_them_is_killed(open_folder):
    command = [sys.executable, "-c", START, open_folder, "60"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "open\n"
        starter.send_signal(signal.SIGKILL)
    assert wait_until_gone(open_folder) == []
