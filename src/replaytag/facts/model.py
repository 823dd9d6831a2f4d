"""Facts of one file: a compact, frozen, picklable form of what it says.

Facts know no framework, no rule and no other file. Every node has the span it was written at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from replaytag.source import Span

# --- expressions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    span: Span
    id: str


@dataclass(frozen=True, slots=True)
class Attribute:
    span: Span
    value: Expression
    name: str
    name_span: Span


@dataclass(frozen=True, slots=True)
class Argument:
    """A call's argument: positional, keyword (``name``) or starred (``star``: ``*`` or ``**``)."""

    value: Expression
    name: str | None = None
    star: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    span: Span
    callee: Expression
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """``value[index]``; several indices are a tuple display, a slice is ``Opaque``."""

    span: Span
    value: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant; for a string or bytes, one literal token, so that its span can be edited."""

    span: Span
    value: str | bytes | int | float | complex | bool | None


@dataclass(frozen=True, slots=True)
class Joined:
    """An f-string or implicit concatenation. Parts are ``Literal`` (their spans cover the token,
    or for the text of an f-string the text between holes) or the expression of a hole.
    ``plain`` is whether every hole is free of conversion and format specification."""

    span: Span
    parts: tuple[Expression, ...]
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, tuple or set display; ``kind`` says which."""

    span: Span
    kind: str
    elements: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A dict display; a ``**spread`` entry has no key."""

    span: Span
    entries: tuple[tuple[Expression | None, Expression], ...]


@dataclass(frozen=True, slots=True)
class Starred:
    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """A binary operation other than comparison; ``operator`` is its token, such as ``+``."""

    span: Span
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Unary:
    span: Span
    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Boolean:
    """``left and right`` / ``left or right``."""

    span: Span
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison; ``operators`` are tokens such as ``==``, ``not in``, ``is``."""

    span: Span
    left: Expression
    operators: tuple[str, ...]
    comparators: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    span: Span
    test: Expression
    body: Expression
    orelse: Expression


@dataclass(frozen=True, slots=True)
class Walrus:
    span: Span
    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Await:
    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Yield:
    """``yield value`` or, with ``delegates``, ``yield from value``."""

    span: Span
    value: Expression | None
    delegates: bool = False


@dataclass(frozen=True, slots=True)
class Generator:
    """One ``for target in iterable if ...`` of a comprehension."""

    target: Expression
    iterable: Expression
    conditions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Comprehension:
    """``kind`` is ``list``, ``set``, ``dict`` or ``generator``; only a ``dict`` has a ``key``,
    unless its ``element`` is unpacked (``{**element for ...}``)."""

    span: Span
    kind: str
    key: Expression | None
    element: Expression
    generators: tuple[Generator, ...]


@dataclass(frozen=True, slots=True)
class Lambda:
    span: Span
    parameters: tuple[Parameter, ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class Opaque:
    """An expression whose value the analysis never needs (a slice, a template string, ...)."""

    span: Span
    what: str


Expression = (
    Name
    | Attribute
    | Call
    | Subscript
    | Literal
    | Joined
    | Sequence
    | Mapping
    | Starred
    | Binary
    | Unary
    | Boolean
    | Compare
    | Conditional
    | Walrus
    | Await
    | Yield
    | Comprehension
    | Lambda
    | Opaque
)

# --- statements ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter:
    """``kind`` is ``positional`` (either way), ``posonly``, ``keyword``, ``*`` or ``**``."""

    name: str
    kind: str
    annotation: Expression | None = None
    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class ImportedName:
    """``name as asname`` of an import; for ``import a.b`` the name is dotted; ``*`` for a star."""

    name: str
    asname: str | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """``import a, b as c`` has no ``module``; ``from ..m import x`` has ``level`` dots there."""

    span: Span
    names: tuple[ImportedName, ...]
    module: str | None = None
    level: int = 0
    is_from: bool = False


@dataclass(frozen=True, slots=True)
class Assign:
    """``a = b = value``; an annotated assignment has one target and its ``annotation``.

    ``value`` is None for a bare annotation (``x: int``).
    """

    span: Span
    targets: tuple[Expression, ...]
    value: Expression | None
    annotation: Expression | None = None


@dataclass(frozen=True, slots=True)
class AugmentedAssign:
    """``target += value``; ``operator`` is without the equals sign."""

    span: Span
    target: Expression
    operator: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Evaluate:
    """An expression as a statement."""

    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Return:
    span: Span
    value: Expression | None


@dataclass(frozen=True, slots=True)
class Raise:
    span: Span
    value: Expression | None


@dataclass(frozen=True, slots=True)
class If:
    span: Span
    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class For:
    span: Span
    target: Expression
    iterable: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class While:
    span: Span
    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class WithItem:
    value: Expression
    target: Expression | None


@dataclass(frozen=True, slots=True)
class With:
    span: Span
    items: tuple[WithItem, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Handler:
    """One ``except type as name:`` clause."""

    type: Expression | None
    name: str | None
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Try:
    span: Span
    body: tuple[Statement, ...]
    handlers: tuple[Handler, ...]
    orelse: tuple[Statement, ...]
    finalbody: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One ``case``; ``names`` are what its pattern binds."""

    names: tuple[str, ...]
    guard: Expression | None
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Match:
    span: Span
    subject: Expression
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A ``def``. ``span`` starts at ``def``/``async`` (no decorator) and ends with the body."""

    span: Span
    name: str
    name_span: Span
    parameters: tuple[Parameter, ...]
    decorators: tuple[Expression, ...]
    body: tuple[Statement, ...]
    returns: Expression | None = None
    is_async: bool = False
    is_generator: bool = False


@dataclass(frozen=True, slots=True)
class Class:
    """A ``class``. ``span`` starts at ``class`` (not at a decorator) and ends with the body."""

    span: Span
    name: str
    name_span: Span
    bases: tuple[Argument, ...]
    decorators: tuple[Expression, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Scoped:
    """``global`` or ``nonlocal`` (``kind``)."""

    span: Span
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leave:
    """``break`` or ``continue`` (``kind``)."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Delete:
    span: Span
    targets: tuple[Expression, ...]


Statement = (
    Import
    | Assign
    | AugmentedAssign
    | Evaluate
    | Return
    | Raise
    | If
    | For
    | While
    | With
    | Try
    | Match
    | Function
    | Class
    | Scoped
    | Leave
    | Delete
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All facts of one file; ``path`` is relative to the project root, with forward slashes."""

    path: str
    body: tuple[Statement, ...]
    docstring: bool = field(default=False)


class SourceError(Exception):
    """The file cannot be read as Python 3; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
