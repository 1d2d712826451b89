"""One server behind the real gate for all tests that only come and go."""

from collections.abc import Iterator

import pytest

from tests.willkommen.house import House, opened


@pytest.fixture(scope="session")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("gate"), application="gated", threads=60) as house:
        yield house


@pytest.fixture
def house(open_house: House) -> House:
    """Nobody is inside, nobody has been let go."""
    for file in open_house.folder.iterdir():
        file.unlink()
    return open_house
