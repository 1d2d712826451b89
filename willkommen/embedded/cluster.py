"""The folder in which PostgreSQL keeps its databases: made once, and never half."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from willkommen.embedded.home import NAME, Home, own
from willkommen.parts import StartError, no_groups_for

# initdb insists on a user who has a name; the server itself does not.
NAMED = "nobody"
SETTINGS = (
    f"--username={NAME}",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--auth=trust",  # whoever can open the folder of the sockets, which only its owner can
    "--no-instructions",
)


def make_cluster(home: Home, initdb: Path, *, hasty: bool) -> None:
    """Make it under another name and move it when it is whole."""
    unfinished = home.folder / "postgres.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    maker = None if home.uid is None else pwd.getpwnam(NAMED).pw_uid
    own(unfinished, maker)
    haste = ["--no-sync"] if hasty else []
    made = subprocess.run(  # noqa: S603
        [initdb, "-D", unfinished, *SETTINGS, *haste],
        cwd=home.folder,
        capture_output=True,
        text=True,
        check=False,
        user=maker,
        group=maker,
        extra_groups=no_groups_for(maker),
    )
    if made.returncode:
        raise StartError(f"PostgreSQL cannot make its data folder:\n{made.stderr.strip()}")
    _hand_over(unfinished, home.uid)
    unfinished.rename(home.database)


def refuse_another_version(home: Home, postgres: Path) -> None:
    made_by = (home.database / "PG_VERSION").read_text().strip()
    version = subprocess.run(  # noqa: S603
        [postgres, "--version"], capture_output=True, text=True, check=True
    )
    ours = version.stdout.split()[-1].split(".")[0]
    if made_by != ours:
        raise StartError(
            f"{home.database} was made by PostgreSQL {made_by}, and this is {ours}. "
            "Move it away, or name another folder in WILLKOMMEN_VAR."
        )


def _hand_over(folder: Path, owner: int | None) -> None:
    if owner is not None:
        for step in (folder, *folder.rglob("*")):
            os.chown(step, owner, owner, follow_symlinks=False)
