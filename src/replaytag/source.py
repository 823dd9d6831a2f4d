"""Places in source text, shared by every layer, and the kind of dataclass that everything is in."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
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
    """A dataclass with slots that type checkers hold to be frozen, quick to define and to make.

    A frozen dataclass takes four times as long to make, for each of its fields is set through a
    function, and three times as long to pickle. To define, any dataclass takes several times as
    long, since code is compiled for each of its methods: here that is so for ``__init__`` alone,
    and not before it is called, as most runs make objects of half of the classes only.
    """

    def make(cls: type[_T]) -> type[_T]:
        own = vars(cls)
        if cls.__doc__ is None:
            cls.__doc__ = cls.__name__  # a dataclass without one is inspected for its signature
        made = dataclass(slots=True, init=False, eq=False, repr=False)(cls)
        entries = fields(made)  # type: ignore[arg-type]
        methods: dict[str, Any] = {
            "__init__": _init_when_called(made, entries),
            "__repr__": _repr([entry.name for entry in entries if entry.repr]),
            "__reduce__": _reduce(made, _values([e.name for e in entries if e.init])),
        }
        compared = _values([entry.name for entry in entries if entry.compare])
        if eq:
            methods["__eq__"] = _eq(compared)
            methods["__hash__"] = lambda self: hash(compared(self))
        if order:
            for compare in (operator.lt, operator.le, operator.gt, operator.ge):
                methods[f"__{compare.__name__}__"] = _compare(compare, compared)
        for name, method in methods.items():
            # Whoever writes ``__eq__`` alone gets a ``__hash__`` of None from Python.
            if own.get(name) is None:
                setattr(made, name, method)
        return made

    return make if cls is None else make(cls)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(cls: type[_T]) -> type[_T]:
    """A dataclass as quick to define, for objects that change: each is equal to itself alone."""
    return frozen(eq=False)(cls)


def _init_when_called(cls: type, entries: Sequence[Field[Any]]) -> Callable[..., None]:
    """An ``__init__`` of ``cls`` that has itself replaced by a compiled one."""

    def method(self: Any, *arguments: Any, **keywords: Any) -> None:
        compiled = _compiled_init(cls, entries)
        setattr(cls, "__init__", compiled)  # noqa: B010 - mypy holds methods to be constant
        compiled(self, *arguments, **keywords)

    return method


def _compiled_init(cls: type, entries: Sequence[Field[Any]]) -> Callable[..., None]:
    """What a dataclass has for ``__init__``."""
    parameters = ["self"]
    lines = []
    known: dict[str, Any] = {"MISSING": MISSING}
    for entry in entries:
        name = entry.name
        value = name
        if entry.default is not MISSING:
            known[f"default_{name}"] = entry.default
            parameters += [f"{name}=default_{name}"] if entry.init else []
            value = name if entry.init else f"default_{name}"
        elif entry.default_factory is not MISSING:
            known[f"make_{name}"] = entry.default_factory
            parameters += [f"{name}=MISSING"] if entry.init else []
            made = f"make_{name}()"
            value = f"{made} if {name} is MISSING else {name}" if entry.init else made
        elif entry.init:
            parameters.append(name)
        else:
            continue  # for ``__post_init__`` to set
        lines.append(f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    code = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"])
    exec(code, known)
    method: Callable[..., None] = known["__init__"]
    method.__qualname__ = f"{cls.__qualname__}.__init__"
    return method


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these attributes."""
    if not names:
        return lambda self: ()
    get = operator.attrgetter(*names)
    return get if len(names) > 1 else lambda self: (get(self),)


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], Any]:
    # Asked more often than all other methods together.
    def method(self: Any, other: object) -> Any:
        return (
            values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        )

    return method


def _compare(
    compare: Callable[[Any, Any], Any], values: Callable[[Any], tuple[Any, ...]]
) -> Callable[[Any, object], Any]:
    def method(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(values(self), values(other))

    return method


def _repr(names: list[str]) -> Callable[[Any], str]:
    def method(self: Any) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    return method


def _reduce(
    cls: type, values: Callable[[Any], tuple[Any, ...]]
) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    """How the instances of ``cls`` are pickled: as what to call it with, names left out."""
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
