"""Logins for trying out: made up, random, and only where there are none yet."""

import pytest
from django.core.management import call_command

from offices.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "var" / "logins.txt"


def logins(file) -> list[list[str]]:
    return [line.split(maxsplit=2) for line in file.read_text().splitlines()]


def test_there_is_a_superuser_and_a_manager_and_a_caseworker_for_each_authority(essen, mainz, file):
    call_command("demo_logins", file=file)
    assert [(email, role) for email, _password, role in logins(file)] == [
        ("admin@willkommen.example", "superuser"),
        ("manager@essen.example", "manager, Essen"),
        ("manager@mainz.example", "manager, Mainz"),
        ("caseworker@essen.example", "caseworker, Essen"),
        ("caseworker@mainz.example", "caseworker, Mainz"),
    ]
    manager = User.objects.get(email="manager@essen.example")
    assert manager.manages(essen)
    assert not manager.manages(mainz)


def test_the_passwords_in_the_file_work_and_differ(essen, file):
    call_command("demo_logins", file=file)
    kept = {email: password for email, password, _role in logins(file)}
    assert len(set(kept.values())) == 3
    assert all(User.objects.get(email=email).check_password(kept[email]) for email in kept)


def test_only_the_owner_may_read_the_file(essen, file):
    call_command("demo_logins", file=file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_those_that_exist_keep_their_password(essen, file, mainz):
    call_command("demo_logins", file=file)
    before = logins(file)
    User.objects.get(email="manager@mainz.example").delete()
    call_command("demo_logins", file=file)
    after = logins(file)
    made = {line[0]: line[1] for line in after}
    for email, password, _role in before:
        assert (made[email] == password) is (email != "manager@mainz.example")


def test_the_command_says_where_they_are(essen, file, capsys):
    call_command("demo_logins", file=file)
    assert capsys.readouterr().out == f"{file}\n"
