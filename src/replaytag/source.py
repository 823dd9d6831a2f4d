"""Places in source text, shared by every layer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: rows and columns count from 1, in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def point(cls, line: int, column: int) -> Span:
        """The empty span before the character at ``line``, ``column``."""
        return cls(line, column, line, column)

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies within this span (equal spans contain each other)."""
        return (self.line, self.column) <= (other.line, other.column) and (
            other.end_line,
            other.end_column,
        ) <= (self.end_line, self.end_column)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a file; ``path`` is relative to the project root, with forward slashes."""

    path: str
    span: Span
