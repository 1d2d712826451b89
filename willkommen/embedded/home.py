"""Where the embedded servers keep their data, and as whom they run."""

import os
import pwd
import stat
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from willkommen.parts import StartError

NAME = "willkommen"
SHELTERS = Path("/var/tmp")  # noqa: S108 – used only for a folder that is checked to be ours
# Between what systemd gives away (to 65519) and `nobody` (65534), so that nobody else is this.
SERVER_IDS = range(65520, 65534)
# The system's limit for the address of a socket is 107 bytes.
LONGEST_FOLDER = 107 - len("/sockets/.s.PGSQL.5432")


@dataclass(frozen=True)
class Home:
    """One folder with everything of both servers; `uid` is None where they run as ourselves."""

    folder: Path
    uid: int | None

    @property
    def sockets(self) -> Path:
        return self.folder / "sockets"

    @property
    def database(self) -> Path:
        return self.folder / "postgres"

    @property
    def queue(self) -> Path:
        return self.folder / "valkey"

    @property
    def queue_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def addresses(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"postgres://{NAME}@/{NAME}?host={self.sockets}",
            "REDIS_URL": f"unix://{self.queue_socket}",
        }


def find_home(var: Path) -> Home:
    """Take `var` itself where the servers can live there, otherwise a folder below /var/tmp."""
    uid = _server_uid()
    fits = is_open_to(uid, var) and len(os.fsencode(var)) <= LONGEST_FOLDER
    home = Home(var if fits else _shelter(var), uid)
    if not fits:
        print(f"PostgreSQL and Valkey keep their data in {home.folder}.", file=sys.stderr)  # noqa: T201
    for private in (home.sockets, home.queue):
        own(private, uid)
    return home


def is_open_to(uid: int | None, path: Path) -> bool:
    """Tell whether a user who is in no group may pass through all folders down to `path`."""
    return uid is None or all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))


def own(folder: Path, owner: int | None) -> None:
    """Make a folder that only `owner` may open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if owner is not None:
        os.chown(folder, owner, owner)


def _server_uid() -> int | None:
    """Return a user id that nobody on this machine has, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    taken = {account.pw_uid for account in pwd.getpwall()}
    return next(uid for uid in SERVER_IDS if uid not in taken)


def _shelter(var: Path) -> Path:
    """Make or find our own folder below /var/tmp, where anybody may have put something."""
    mark = sha256(os.fsencode(var)).hexdigest()[:12]
    folder = SHELTERS / f"{NAME}-{os.geteuid()}-{mark}"
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise StartError(f"{folder} belongs to somebody else. Remove it first.")
    folder.chmod(0o711)
    return folder
