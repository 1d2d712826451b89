"""What must be done before the first page can answer, and need not be done twice.

python -m willkommen.preparation does what needs no database: for bin/test.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from willkommen.parts import Part, StartError, stop
from willkommen.translations import compile_translations

PATIENCE = 600.0
HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Step:
    """A command of manage.py whose work stays done while `sources` stay as they are."""

    command: str
    said: str
    sources: tuple[str, ...]

    def fingerprint(self, database: str) -> str:
        # The year, because public holidays are loaded for this year and the next two.
        digest = sha256(f"{self.command} {database} {date.today().year}".encode())  # noqa: DTZ011
        for file in sorted(_files((*self.sources, "requirements/production.txt"))):
            digest.update(f"{file.relative_to(HERE)} ".encode())
            digest.update(sha256(file.read_bytes()).digest())
        return digest.hexdigest()


STATIC = Step("collectstatic", "static files are collected", ("*/static/**/*",))
DATA = (
    Step("migrate", "tables are up to date", ("*/migrations/*.py",)),
    Step("load_pilot", "the ten authorities are loaded", ("offices/**/*.py", "offices/data/*")),
    Step("demo_logins", "logins are made", ("offices/management/commands/demo_logins.py",)),
)


class Preparation:
    """Does the steps that are due; remembers them below `var`."""

    def __init__(
        self, var: Path, environment: Mapping[str, str], say: Callable[[str], None]
    ) -> None:
        self.var = var
        self.environment = environment
        self.say = say

    def run(self, *, knows_database: bool) -> None:
        """Do everything due: static files beside the data, as neither needs the other."""
        begun = self._start_static()
        try:
            for step in self._due(DATA, is_known=knows_database):
                self._finish(step, self._start(step))
            self._finish_static(begun)
        finally:
            stop(begun)

    def run_without_data(self) -> None:
        self._finish_static(self._start_static())

    def _start_static(self) -> list[Part]:
        compile_translations()
        return [self._start(step) for step in self._due([STATIC], is_known=True)]

    def _finish_static(self, begun: list[Part]) -> None:
        for part in begun:
            self._finish(STATIC, part)

    def _due(self, steps: Iterable[Step], *, is_known: bool) -> list[Step]:
        return [
            step
            for step in steps
            if not (is_known and self._remembered(step) == self._fingerprint(step))
        ]

    def _start(self, step: Step) -> Part:
        command = [sys.executable, "manage.py", step.command]
        if step is STATIC:
            command += ["--noinput", "--verbosity=0"]
        part = Part(
            step.command,
            command,
            self.var / "log" / f"{step.command}.log",
            environment=self.environment,
            folder=HERE,
        )
        part.start()
        return part

    def _finish(self, step: Step, part: Part) -> None:
        try:
            code = part.wait(PATIENCE)
        finally:
            stop([part])
        if code:
            raise StartError(f"manage.py {part.name} failed:\n{part.last_words(20)}")
        self._stamp(step).parent.mkdir(exist_ok=True)
        self._stamp(step).write_text(self._fingerprint(step))
        self.say(step.said)

    def _fingerprint(self, step: Step) -> str:
        return step.fingerprint(self.environment["DATABASE_URL"])

    def _remembered(self, step: Step) -> str:
        stamp = self._stamp(step)
        return stamp.read_text() if stamp.exists() else ""

    def _stamp(self, step: Step) -> Path:
        return self.var / "done" / step.command


def _files(patterns: Iterable[str]) -> set[Path]:
    return {
        file
        for pattern in patterns
        for file in HERE.glob(pattern)
        if file.is_file() and file.suffix != ".pyc"
    }


if __name__ == "__main__":
    try:
        Preparation(Path(os.environ["WILLKOMMEN_VAR"]), os.environ, print).run_without_data()
    except StartError as refusal:
        sys.exit(str(refusal))
