"""What can go wrong between an action and the changed file."""

from __future__ import annotations


class CannotEdit(Exception):
    """No certain place exists for a change; ``reason`` says why, for the person who reads it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class EditError(ValueError):
    """Edits do not fit the file: out of range, overlapping, or not expressible in its encoding."""


class WriteError(Exception):
    """A file could not be written; nothing was changed on disk."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
