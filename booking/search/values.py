"""What is handed to the statement beside its text, and never becomes a part of it."""

from __future__ import annotations

from typing import Any


class Values(dict[str, Any]):
    def place(self, value: Any) -> str:
        """Keep the value; return what stands for it in the text."""
        name = f"v{len(self)}"
        self[name] = list(value) if isinstance(value, tuple) else value
        return f"%({name})s"
