"""Looking for words in every table and every column of the database."""

from collections.abc import Collection

from django.contrib.sessions.models import Session
from django.db import connection

COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
"""


def found(words: Collection[str]) -> set[str]:
    """Those of `words` that stand anywhere, in whatever case."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = cursor.fetchall()
        seen = [text for column in columns for text in _texts(cursor, *column, words)]
    seen += [str(session.get_decoded()) for session in Session.objects.all()]
    everything = "\n".join(seen).casefold()
    return {word for word in words if word.casefold() in everything}


def _texts(cursor, table: str, column: str, words: Collection[str]) -> list[str]:
    """What stands in this column, where one of the words is part of it."""
    text = f'"{column}"::text'
    cursor.execute(
        f'SELECT {text} FROM "{table}" WHERE {text} ILIKE ANY (%s)',  # noqa: S608
        [[f"%{word}%" for word in words]],
    )
    return [row[0] for row in cursor.fetchall()]
