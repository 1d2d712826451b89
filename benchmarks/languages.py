"""Texts of authorities and their offer in fewer or more languages than there are now.

More are columns that no model knows, filled like the others, so that rows are as wide as they
will be.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from modeltranslation.translator import translator
from psycopg2 import sql


def say_in(number: int) -> None:
    """Leave texts in German alone, or add columns until there are so many languages."""
    others = [code for code, _name in settings.LANGUAGES if code != "de"]
    further = [f"further_{n}" for n in range(len(settings.LANGUAGES), number)]
    with connection.cursor() as cursor:
        for table, names in _texts():
            if number == 1:
                cursor.execute(_for_each(EMPTY, table, names, others))
            elif further:
                cursor.execute(_for_each(ADD, table, names, further))
                cursor.execute(_for_each(FILL, table, names, further))


# A statement, and what it says of each column.
EMPTY = "UPDATE {table} SET {columns}", "{column} = NULL"
ADD = "ALTER TABLE {table} {columns}", "ADD {column} text"
FILL = "UPDATE {table} SET {columns}", "{column} = {german}"


def _texts() -> Iterator[tuple[str, list[str]]]:
    """Every table with texts, and their names without a language."""
    for model in translator.get_registered_models(abstract=False):
        options = translator.get_options_for_model(model)
        yield model._meta.db_table, list(options.all_fields)


def _for_each(say: tuple[str, str], table: str, names: list[str], codes: list[str]) -> sql.Composed:
    whole, one = map(sql.SQL, say)
    columns = [
        one.format(column=sql.Identifier(f"{name}_{code}"), german=sql.Identifier(f"{name}_de"))
        for name in names
        for code in codes
    ]
    return whole.format(table=sql.Identifier(table), columns=sql.SQL(", ").join(columns))
