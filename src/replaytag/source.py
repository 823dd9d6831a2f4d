"""Places in source text, shared by every layer, and the kind of dataclass that everything is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

_T = TypeVar("_T")


@overload
def frozen(cls: type[_T]) -> type[_T]: ...
@overload
def frozen(*, order: bool = False, eq: bool = True) -> Callable[[type[_T]], type[_T]]: ...
@dataclass_transform(eq_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(
    cls: type[_T] | None = None, *, order: bool = False, eq: bool = True
) -> type[_T] | Callable[[type[_T]], type[_T]]:
    """A dataclass with slots that type checkers hold to be frozen, made for being made often.

    A frozen dataclass takes four times as long to make, for each of its fields is set through a
    function. It also takes three times as long to pickle.
    """

    def make(cls: type[_T]) -> type[_T]:
        hashed = eq and "__hash__" not in vars(cls)
        made = dataclass(slots=True, order=order, eq=eq, unsafe_hash=hashed)(cls)
        if "__reduce__" not in vars(made):
            names = [entry.name for entry in fields(made) if entry.init]  # type: ignore[arg-type]
            made.__reduce__ = _reduce(made, names)  # type: ignore[assignment]
        return made

    return make if cls is None else make(cls)


def _reduce(cls: type, names: list[str]) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    """How the instances of ``cls`` are pickled: as what to call it with, names left out."""
    if len(names) < 2:
        return lambda self: (cls, tuple([getattr(self, name) for name in names]))
    values = attrgetter(*names)
    return lambda self: (cls, values(self))


@frozen(order=True)
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


@frozen(order=True)
class Place:
    """A span in a file; ``path`` is relative to the project root, with forward slashes."""

    path: str
    span: Span

    def __hash__(self) -> int:
        span = self.span
        return hash((self.path, span.line, span.column, span.end_line, span.end_column))
