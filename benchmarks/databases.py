"""Databases of our own beside the one that was given, and copies of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
import redis
from psycopg2 import sql

from benchmarks.processes import parent

NAME = "bench"


def address_of(url: str, name: str) -> str:
    """The address of another database on the same server."""
    path, question, options = url.partition("?")
    return f"{path.rpartition('/')[0]}/{name}{question}{options}"


def make(url: str, name: str, *, copy_of: str = "template1") -> str:
    """Make it, empty or as a copy of one that nobody uses now; return its address."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        names = {"name": sql.Identifier(name), "source": sql.Identifier(copy_of)}
        with connection.cursor() as cursor:
            for statement in (
                "DROP DATABASE IF EXISTS {name} WITH (FORCE)",
                "CREATE DATABASE {name} TEMPLATE {source}",
            ):
                cursor.execute(sql.SQL(statement).format(**names))
    return address_of(url, name)


def exists(url: str, name: str) -> bool:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def drop(url: str, name: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            cursor.execute(statement.format(sql.Identifier(name)))


@contextmanager
def within(url: str) -> Iterator[None]:
    """Let this process's models read and write another database."""
    from django.db import connection  # noqa: PLC0415 - settings are read when this is imported

    name = psycopg2.extensions.parse_dsn(url)["dbname"]
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def server_processes(database_url: str, redis_url: str) -> tuple[int, int]:
    """The first process of PostgreSQL and that of Valkey, which both run on this machine."""
    with closing(psycopg2.connect(database_url)) as connection:
        postmaster = parent(connection.info.backend_pid)
    with closing(redis.from_url(redis_url)) as queue:
        return postmaster, int(queue.info("server")["process_id"])


def settle(database_url: str) -> None:
    """Do now what PostgreSQL would do beside the measuring: analyze, and write to disk."""
    with closing(psycopg2.connect(database_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
