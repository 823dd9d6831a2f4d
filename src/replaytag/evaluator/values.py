"""What an expression may hold: the terms of the abstract evaluator.

A term is symbolic: calling something the project does not define gives ``Made(callee, ...)``, an
attribute of it ``Member(owner, name)``. Frameworks read meaning into these terms; the evaluator
knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from replaytag.evaluator.state import Delayed
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.evaluator.parameters import Defaults
    from replaytag.evaluator.state import Binding, Context, Environment, Module
    from replaytag.facts import model


Path: TypeAlias = "tuple[Context, ...] | None"
"""What surrounds the place where a value comes from, as far as it does not surround its use."""


@frozen
class _Term:
    """What keeps its hash: terms nest deep, and are looked up often."""

    _hash: int = field(default=0, init=False, compare=False, repr=False)


_T = TypeVar("_T", bound=_Term)


def _hashed_once(cls: type[_T]) -> type[_T]:
    compute = cls.__hash__

    def __hash__(self: _T) -> int:  # noqa: N807
        known = self._hash
        if not known:
            known = self._hash = compute(self)  # type: ignore[misc]
        return known

    cls.__hash__ = __hash__  # type: ignore[assignment, method-assign]
    return cls


@_hashed_once
@frozen
class Constant(_Term):
    """A constant. ``place`` is where it is written; ``literal`` whether one token can be edited."""

    value: str | bytes | int | float | complex | bool | None
    place: Place | None = None
    literal: bool = False


@frozen
class External:
    """An object of a library or of Python itself, by its dotted name."""

    name: str


@frozen
class ModuleValue:
    """A module of the project, by dotted name; ``path`` is None for a namespace package."""

    name: str
    directory: str
    path: str | None


@frozen
class Opaque:
    """Some instance of a library type, by the type's dotted name."""

    type: str


@_hashed_once
@frozen
class Parameter(_Term):
    """What a caller outside the analysed code passes; ``function`` is where the ``def`` stands."""

    function: Place
    name: str
    annotation: Value | None = None


@_hashed_once
@frozen
class Member(_Term):
    """``owner.name`` where nothing in the project defines it."""

    owner: Value
    name: str


@_hashed_once
@frozen
class Item(_Term):
    """``owner[key]`` where nothing in the project defines it."""

    owner: Value
    key: Value


@_hashed_once
@frozen
class Element(_Term):
    """One element met while iterating over ``owner``."""

    owner: Value


@_hashed_once
@frozen
class Entered(_Term):
    """What ``with context as x`` binds."""

    context: Value


@_hashed_once
@frozen
class SequenceValue(_Term):
    """A list, tuple or set; ``complete`` is False where further elements may exist."""

    kind: str
    elements: tuple[Value, ...]
    complete: bool = True
    place: Place | None = None

    def __hash__(self) -> int:
        # A list may grow by a thousand elements, one after the other: its ends tell it well enough.
        elements = self.elements
        return hash((self.kind, len(elements), elements[:2], elements[-2:], self.place))


@_hashed_once
@frozen
class MappingValue(_Term):
    """A dict; ``complete`` is False where further entries may exist."""

    entries: tuple[tuple[Value, Value], ...]
    complete: bool = True
    place: Place | None = None

    def __hash__(self) -> int:
        return hash((len(self.entries), self.entries[:2], self.entries[-2:], self.place))

    def get(self, key: object) -> Value | None:
        """The value of the last entry whose key is the constant ``key``."""
        for entry_key, value in reversed(self.entries):
            if isinstance(entry_key, Constant) and entry_key.value == key:
                return value
        return None


@_hashed_once
@frozen
class Choice(_Term):
    """One of several values: branches, ``or``, conditional expressions.

    ``paths`` say, for each option, under what it is the one; None where that is not known. They
    are empty where nothing is known of any.
    """

    options: tuple[Value, ...]
    paths: tuple[Path, ...] = field(default=(), compare=False, repr=False)


@_hashed_once
@frozen
class Operation(_Term):
    """An operator, comparison or f-string (``join``) over values that are not all constant."""

    operator: str
    operands: tuple[Value, ...]
    place: Place | None = None


@frozen
class Unknown:
    """Not resolvable statically; ``reason`` is for people."""

    reason: str


class Namespace(dict[str, "Value"]):
    """What a class body binds; ``resolve`` gives the values of names that are evaluated late."""

    def __init__(self, resolve: Callable[[Binding], Value]) -> None:
        super().__init__()
        self._resolve = resolve

    def bind(self, names: Mapping[str, Binding]) -> None:
        """Takes in what a body has bound."""
        super().update(names)  # type: ignore[arg-type]

    def __getitem__(self, name: str) -> Value:
        value = super().__getitem__(name)
        resolved = self._resolve(value)
        if resolved is not value and super().__getitem__(name) is value:
            self[name] = resolved
        return resolved

    def get(self, name: str, default: Value | None = None) -> Value | None:  # type: ignore[override]
        if name in self:
            return self[name]
        return default

    def defined(self) -> list[tuple[str, Value]]:
        """What may be a ``def`` or ``class``: all but the data among what is evaluated late."""
        waiting = {name: node for name, node in dict.items(self) if isinstance(node, Delayed)}
        return [
            (name, self[name])
            for name in self
            if name not in waiting or getattr(waiting[name].node, "id", None) in self
        ]

    def values(self) -> list[Value]:  # type: ignore[override]
        return [self[name] for name in self]

    def items(self) -> list[tuple[str, Value]]:  # type: ignore[override]
        return [(name, self[name]) for name in self]


@frozen(eq=False)
class ClassValue:
    """A class of the project. ``bases`` are evaluated; ``namespace`` is what its body binds."""

    node: model.Class
    module: Module
    bases: tuple[Value, ...]
    namespace: Namespace
    keywords: dict[str, Value] = field(default_factory=dict)
    order: list[Value] = field(default_factory=list, repr=False)
    """Its method resolution order, once it has been asked for."""

    @property
    def place(self) -> Place:
        return Place(self.module.path, self.node.span)

    @property
    def name(self) -> str:
        return self.node.name


@frozen(eq=False)
class FunctionValue:
    """A function, method or lambda of the project, with the environment it closes over."""

    node: model.Function | model.Lambda
    module: Module
    environment: Environment | None
    defaults: Defaults
    owner: ClassValue | None = None
    receiver: Value | None = None
    place: Place = field(init=False)
    """Where it is written, without decorators."""

    def __post_init__(self) -> None:
        self.place = Place(self.module.path, self.node.span)  # type: ignore[misc]

    @property
    def name(self) -> str:
        name = getattr(self.node, "name", "<lambda>")
        return f"{self.owner.name}.{name}" if self.owner else name


@frozen
class Super:
    """``super()`` in a method of ``owner``, on ``receiver``."""

    receiver: Value
    owner: ClassValue


@frozen(eq=False)
class Made:
    """The result of calling what the project does not define, or an instance of its class.

    Interned by the evaluator, so that one call site with the same arguments is one object.
    ``attributes`` is what the project stores on it.
    """

    callee: Value
    arguments: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]
    place: Place
    within: Place | None = None
    """The ``def`` in whose body the call stands."""
    complete: bool = True
    """False where ``*args`` or ``**kwargs`` of unknown content are passed too."""
    contexts: tuple[Context, ...] = ()
    """What surrounds the call in the function that makes it."""
    decorates: FunctionValue | ClassValue | None = None
    """The module-level ``def`` or ``class`` whose decorators were being applied."""
    attributes: dict[str, Value] = field(default_factory=dict)

    def keyword(self, name: str) -> Value | None:
        return next((value for key, value in self.keywords if key == name), None)

    def argument(self, index: int, name: str) -> Value | None:
        """The argument at ``index``, or else the keyword ``name``."""
        if 0 <= index < len(self.arguments):
            return self.arguments[index]
        return self.keyword(name)


@frozen(eq=False)
class Decorated:
    """A ``def`` or ``class`` with decorators: ``target`` as written, ``value`` what they made."""

    target: FunctionValue | ClassValue
    value: Value
    decorators: tuple[Value, ...]


Value = (
    Constant
    | External
    | ModuleValue
    | Opaque
    | Parameter
    | Member
    | Item
    | Element
    | Entered
    | SequenceValue
    | MappingValue
    | Choice
    | Operation
    | Unknown
    | ClassValue
    | FunctionValue
    | Made
    | Decorated
    | Super
)

NONE = Constant(None)


def choice(options: list[Value], paths: Sequence[Path] = ()) -> Value:
    """One value out of ``options``, flattened and without repeats.

    ``paths`` are as for ``Choice``. An option that is met twice has none that is known.
    """
    if len(options) == 1:
        return options[0]
    flat: dict[Value, Path] = {}
    for index, option in enumerate(options):
        path = paths[index] if paths else None
        for inner, further in with_paths(option):
            joined = None if path is None or further is None else (*path, *further)
            flat[inner] = None if inner in flat else joined
    if not flat:
        return Unknown("no value")
    values = list(flat)
    # Past a few branches the set says no more than "unknown" but costs in every later step.
    if len(values) > 24:
        return _merged(values) or Unknown("too many possible values")
    if len(values) == 1:
        return values[0]
    known = any(path is not None for path in flat.values())
    return Choice(tuple(values), tuple(flat.values()) if known else ())


def _merged(values: list[Value]) -> SequenceValue | None:
    """One sequence of everything that any of many sequences holds."""
    elements: dict[Value, None] = {}
    complete = True
    for value in values:
        if not isinstance(value, SequenceValue):
            return None
        elements.update(dict.fromkeys(value.elements))
        complete = complete and value.complete
    first = values[0]
    assert isinstance(first, SequenceValue)
    return SequenceValue(first.kind, tuple(elements), complete, first.place)


def options(value: Value) -> Iterator[Value]:
    """Every value that ``value`` may be."""
    if isinstance(value, Choice):
        yield from value.options
    else:
        yield value


def with_paths(value: Value) -> Iterator[tuple[Value, Path]]:
    """Every value that ``value`` may be, and under what it is."""
    if not isinstance(value, Choice):
        yield value, ()
    elif value.paths:
        yield from zip(value.options, value.paths, strict=True)
    else:
        for option in value.options:
            yield option, None


def is_instance(value: Value) -> bool:
    """Whether ``value`` is an instance of a class of the project."""
    return isinstance(value, Made) and isinstance(value.callee, ClassValue)


def undecorated(value: Value) -> Value:
    """What runs when ``value`` is called: the wrapper, if a decorator of the project made one."""
    while isinstance(value, Decorated):
        wraps = isinstance(value.value, (FunctionValue, ClassValue, Decorated))
        value = value.value if wraps or is_instance(value.value) else value.target
    return value


def definition(value: Value) -> FunctionValue | ClassValue | None:
    """The ``def`` or ``class`` that ``value`` is, below every decorator and ``partial``."""
    while True:
        match value:
            case Decorated():
                value = value.target
            case Made(callee=External("functools.partial"), arguments=(function, *_)):
                value = function
            case FunctionValue() | ClassValue():
                return value
            case _:
                return None


def root(value: Value) -> Value:
    """What a chain of attributes, items, calls and ``with`` targets starts from."""
    while True:
        if isinstance(value, (Member, Item)):
            value = value.owner
        elif isinstance(value, Made):
            value = value.callee
        elif isinstance(value, Entered):
            value = value.context
        else:
            return value
