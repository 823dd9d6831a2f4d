"""What reading a file can fail with."""

from __future__ import annotations


class SourceError(Exception):
    """The file cannot be read as Python 3; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message, line, column)
        self.message = message
        self.line = line
        self.column = column
