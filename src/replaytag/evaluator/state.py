"""Where names live while code is evaluated, and the trace that a call leaves."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from replaytag.source import Place, frozen, mutable

if TYPE_CHECKING:
    from replaytag.evaluator.modules import Found
    from replaytag.evaluator.values import ClassValue, FunctionValue, Made, Value
    from replaytag.facts import model


@frozen
class Pending:
    """A name bound by ``from module import name``, resolved when it is first looked up."""

    module: Found
    name: str


@mutable
class Delayed:
    """A name that a class body binds to an expression, evaluated when it is first looked up."""

    name: str
    node: model.Expression
    frame: Frame
    value: Value | None = None


Binding: TypeAlias = "Value | Pending | Delayed"
"""What a name is bound to."""


@mutable
class Module:
    """A module of the project while and after its body is evaluated."""

    name: str
    path: str
    package: str
    """Dotted name of the package that relative imports start from."""
    body: tuple[model.Statement, ...]
    names: dict[str, Binding] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    """Libraries that ``from ... import *`` takes names from."""
    state: str = "new"
    """``new``, ``running``, ``done``; or ``lazy``: names are evaluated one by one, on demand."""
    ran: set[int] = field(default_factory=set)
    """Indices of the top-level statements of a lazy module that were evaluated."""


@mutable
class Environment:
    """Local names of one function activation, and the enclosing function's."""

    names: dict[str, Binding]
    parent: Environment | None


@frozen
class Under:
    """Only where ``test`` is true (``holds``) or false."""

    test: Value
    holds: bool


@frozen
class Inside:
    """In the body of ``with context``."""

    context: Value
    place: Place


@frozen
class Looping:
    """In the body of a loop over ``iterable`` (None for ``while``)."""

    iterable: Value | None


@frozen
class Handling:
    """In an ``except`` (``what`` = "except") or ``finally`` clause."""

    what: str


@frozen
class Trying:
    """In the body of a ``try`` whose ``except`` clauses are for ``what``; None: for anything."""

    what: tuple[Value, ...] | None


Context = Under | Inside | Looping | Handling | Trying


@frozen
class Call:
    """A notable call, with what surrounds it."""

    made: Made
    contexts: tuple[Context, ...]


@frozen
class Store:
    """``owner.key = value`` (``key`` a str) or ``owner[key] = value`` (``key`` a value)."""

    owner: Value
    key: str | Value
    value: Value
    place: Place
    within: Place | None
    contexts: tuple[Context, ...]


@frozen
class Read:
    """A look-up that ``Signatures.reads`` knows, or a call of a method of what it gave."""

    value: Value
    place: Place
    within: Place | None
    contexts: tuple[Context, ...]


Step = Call | Store | Read


@mutable
class Frame:
    """One activation: of a module body, a class body or a function."""

    module: Module
    names: dict[str, Binding]
    environment: Environment | None
    """Local scope that nested functions close over; None at module and in class bodies."""
    enclosing: Environment | None
    """Scope to search after ``names``."""
    function: FunctionValue | None = None
    contexts: tuple[Context, ...] = ()
    selected: dict[Value, tuple[Value, Value]] = field(default_factory=dict)
    """For an element of a loop: the part of it that a test in force compares, and with what."""
    owner: ClassValue | None = None
    """The class whose body this is."""
    returns: list[tuple[Value, tuple[Context, ...]]] = field(default_factory=list)
    """What may be returned, each with what surrounds the ``return``."""
    yields: list[Value] = field(default_factory=list)
    trace: list[Step] = field(default_factory=list)
    global_names: frozenset[str] = frozenset()
    nonlocal_names: frozenset[str] = frozenset()

    @property
    def returned(self) -> list[Value]:
        """The values that may be returned."""
        return [value for value, _ in self.returns]
