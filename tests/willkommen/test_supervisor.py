"""bin/run, as somebody types it: opens the house, keeps it open, leaves nothing running."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.willkommen.processes import processes_below, wait_until_gone
from willkommen.mailserver import free_port
from willkommen.parts import Part
from willkommen.supervisor import WEB, Watched

ROOT = Path(__file__).resolve().parents[2]
# What the tests themselves were started with, and a person at a terminal has not.
OURS = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PEPPER", "ALLOWED_HOSTS", "BASE_URL"),
    *("EMAIL_URL", "DEFAULT_FROM_EMAIL", "MAILBOX_DIR", "STATIC_ROOT", "WILLKOMMEN_BEGAN"),
)
PATIENCE = 180.0


class Terminal:
    """Somebody who typed bin/run and reads what it says."""

    def __init__(self, var: Path, port: int) -> None:
        self.var = var
        self.port = port
        self.said = var.parent / f"said-{time.time_ns()}"
        environment = {name: value for name, value in os.environ.items() if name not in OURS}
        environment |= {"WILLKOMMEN_VAR": str(var), "PORT": str(port)}
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [ROOT / "bin" / "run"], env=environment, stdout=said, stderr=subprocess.STDOUT
            )

    def wait_for(self, words: str, times: int = 1) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.said.read_text().count(words) < times:
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < deadline, self.said.read_text()
            time.sleep(0.05)

    def page(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as page:
            return int(page.status)

    def part(self, words: str) -> int:
        """Return the id of the part whose command has these words."""
        for pid in processes_below(self.var):
            if words in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "):
                return pid
        raise AssertionError(f"{words} does not run")

    def leave(self, last: signal.Signals) -> int:
        self.process.send_signal(last)
        return self.process.wait(30)


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="house-") as name:
        Path(name).chmod(0o755)
        yield Path(name) / "var"


@pytest.fixture
def terminal(var: Path) -> Iterator[Terminal]:
    opened = Terminal(var, free_port())
    opened.wait_for("Stop with Ctrl-C")
    yield opened
    opened.process.kill()
    opened.process.wait()
    assert wait_until_gone(var) == []


@pytest.mark.parametrize("last", [signal.SIGTERM, signal.SIGINT])
def test_it_opens_the_pages_says_where_and_stops_all_it_started(terminal, last):
    said = terminal.said.read_text()
    assert f"http://127.0.0.1:{terminal.port}/de/" in said
    assert f"http://127.0.0.1:{terminal.port}/dev/mail/" in said
    assert [terminal.page(path) for path in ("/de/", "/ar/", "/dev/mail/")] == [200, 200, 200]
    assert terminal.leave(last) == 0
    assert processes_below(terminal.var) == []


def test_the_second_start_takes_less_than_ten_seconds(terminal):
    assert terminal.leave(signal.SIGTERM) == 0
    stopped = time.monotonic()
    again = Terminal(terminal.var, terminal.port)
    again.wait_for("Stop with Ctrl-C")
    assert time.monotonic() - stopped < 10
    assert again.leave(signal.SIGTERM) == 0


def test_a_part_that_is_killed_is_said_and_starts_again(terminal):
    os.kill(terminal.part("manage.py sweep"), signal.SIGKILL)
    terminal.wait_for("sweep ended (SIGKILL) and starts again in 1 s")
    os.kill(terminal.part("bin/postgres -D"), signal.SIGKILL)
    terminal.wait_for("postgres ended (SIGKILL) and starts again in 1 s")
    time.sleep(3)
    assert terminal.page("/de/") == 200
    assert terminal.part("manage.py sweep")


def test_killed_without_warning_it_still_leaves_nothing_running(terminal):
    terminal.process.kill()
    terminal.process.wait()
    assert wait_until_gone(terminal.var) == []


TOLD_WHILE_IT_FORKS = """
import os, signal, sys
from willkommen import supervisor

first = [True]

def tell() -> None:
    if first:
        first.pop()
        signal.raise_signal(signal.SIGTERM)

os.register_at_fork(after_in_parent=tell)
sys.exit(supervisor.main())
"""


def test_a_signal_that_comes_while_a_part_is_started_is_not_lost(var):
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {"WILLKOMMEN_VAR": str(var), "PORT": str(free_port())}
    command = [sys.executable, "-c", TOLD_WHILE_IT_FORKS]
    told = {"env": environment, "timeout": PATIENCE, "capture_output": True, "text": True}
    ended = subprocess.run(command, cwd=ROOT, check=False, **told)
    assert "Exception ignored" in ended.stderr  # this is how it got lost
    assert "the first page answers" not in ended.stdout
    assert ended.stdout.splitlines()[-1].endswith("stopped")
    assert (ended.returncode, processes_below(var)) == (0, [])


SLOW = """
import pathlib, time

pathlib.Path("loading").touch()
time.sleep(3)

def application(environ, start_response):
    raise AssertionError("nobody asks")
"""


def test_web_processes_that_are_told_to_stop_while_they_load_end_too(tmp_path):
    (tmp_path / "slow.py").write_text(SLOW)
    port = ("--port", str(free_port()))
    command = [sys.executable, "-m", "granian", *WEB, *port, "slow:application"]
    web = Part(
        "web", command, tmp_path / "web.log", {**os.environ, "ASKED_BY": str(tmp_path)}, tmp_path
    )
    web.start()
    while not (tmp_path / "loading").exists():
        assert web.is_running, web.last_words()
        time.sleep(0.05)
    web.ask_to_stop()
    ended_with, left = web.wait(30), processes_below(tmp_path)
    web.kill_group()
    assert (ended_with, left) == (0, [])
    assert "refused to gracefully stop" in web.last_words()


def test_a_second_run_in_the_same_folder_is_refused_in_one_sentence(terminal):
    second = Terminal(terminal.var, free_port())
    assert second.process.wait(30) == 1
    assert f"Willkommen already runs in {terminal.var}. Stop it first" in second.said.read_text()


@pytest.mark.parametrize(
    ("port", "refusal"),
    [
        ("{taken}", "Port {taken} is taken. Choose another: PORT=8080 bin/run"),
        ("eighty", "PORT must be a number from 1 to 65535, and it is “eighty”."),
    ],
)
def test_a_port_that_cannot_be_had_is_refused_in_one_sentence(terminal, port, refusal):
    wanted = port.format(taken=terminal.port)
    run = Terminal(terminal.var.parent / "elsewhere", wanted)
    assert run.process.wait(30) == 1
    assert refusal.format(taken=terminal.port) in run.said.read_text()


def pause_after_an_end(watched: Watched, now: float) -> float:
    """Let it end at `now`, start it again when it is due, and return how long that took."""
    watched.part.wait(10)
    watched.look(now)
    assert watched.due_at is not None
    pause = watched.due_at - now
    watched.look(watched.due_at)
    watched.started_at = now
    return pause


def test_pauses_grow_until_a_part_runs_well(tmp_path, capsys):
    door = Watched(Part("door", ["false"], tmp_path / "door.log"))
    door.part.start()
    now = time.monotonic()
    pauses = [pause_after_an_end(door, now) for _ in range(8)]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert pause_after_an_end(door, now + 61) == 1
    door.part.wait(10)
    assert "door ended (exit code 1) and starts again in 32 s" in capsys.readouterr().out
