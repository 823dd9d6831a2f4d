"""Facts of one file: a compact, frozen, picklable form of what it says.

Facts know no framework, no rule and no other file. Every node has the span it was written at.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Protocol

from replaytag.source import Span, frozen

# --- expressions ---------------------------------------------------------------------------------


@frozen
class Name:
    span: Span
    id: str


@frozen
class Attribute:
    span: Span
    value: Expression
    name: str
    name_span: Span


@frozen
class Argument:
    """A call's argument: positional, keyword (``name``) or starred (``star``: ``*`` or ``**``)."""

    value: Expression
    name: str | None = None
    star: str = ""


@frozen
class Call:
    span: Span
    callee: Expression
    arguments: tuple[Argument, ...]


@frozen
class Subscript:
    """``value[index]``; several indices are a tuple display, a slice is ``Opaque``."""

    span: Span
    value: Expression
    index: Expression


@frozen
class Literal:
    """A constant; for a string or bytes, one literal token, so that its span can be edited."""

    span: Span
    value: str | bytes | int | float | complex | bool | None


@frozen
class Joined:
    """An f-string or implicit concatenation. Parts are ``Literal`` (their spans cover the token,
    or for the text of an f-string the text between holes) or the expression of a hole.
    ``plain`` is whether every hole is free of conversion and format specification."""

    span: Span
    parts: tuple[Expression, ...]
    plain: bool = True


@frozen
class Sequence:
    """A list, tuple or set display; ``kind`` says which."""

    span: Span
    kind: str
    elements: tuple[Expression, ...]


@frozen
class Mapping:
    """A dict display; a ``**spread`` entry has no key."""

    span: Span
    entries: tuple[tuple[Expression | None, Expression], ...]


@frozen
class Starred:
    span: Span
    value: Expression


@frozen
class Binary:
    """A binary operation other than comparison; ``operator`` is its token, such as ``+``."""

    span: Span
    operator: str
    left: Expression
    right: Expression


@frozen
class Unary:
    span: Span
    operator: str
    operand: Expression


@frozen
class Boolean:
    """``left and right`` / ``left or right``."""

    span: Span
    operator: str
    left: Expression
    right: Expression


@frozen
class Compare:
    """A comparison; ``operators`` are tokens such as ``==``, ``not in``, ``is``."""

    span: Span
    left: Expression
    operators: tuple[str, ...]
    comparators: tuple[Expression, ...]


@frozen
class Conditional:
    span: Span
    test: Expression
    body: Expression
    orelse: Expression


@frozen
class Walrus:
    span: Span
    name: str
    value: Expression


@frozen
class Await:
    span: Span
    value: Expression


@frozen
class Yield:
    """``yield value`` or, with ``delegates``, ``yield from value``."""

    span: Span
    value: Expression | None
    delegates: bool = False


@frozen
class Generator:
    """One ``for target in iterable if ...`` of a comprehension."""

    target: Expression
    iterable: Expression
    conditions: tuple[Expression, ...]


@frozen
class Comprehension:
    """``kind`` is ``list``, ``set``, ``dict`` or ``generator``; only a ``dict`` has a ``key``,
    unless its ``element`` is unpacked (``{**element for ...}``)."""

    span: Span
    kind: str
    key: Expression | None
    element: Expression
    generators: tuple[Generator, ...]


@frozen
class Lambda:
    span: Span
    parameters: tuple[Parameter, ...]
    body: Expression


@frozen
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


@frozen
class Parameter:
    """``kind`` is ``positional`` (either way), ``posonly``, ``keyword``, ``*`` or ``**``."""

    name: str
    kind: str
    annotation: Expression | None = None
    default: Expression | None = None


@frozen
class ImportedName:
    """``name as asname`` of an import; for ``import a.b`` the name is dotted; ``*`` for a star."""

    name: str
    asname: str | None = None


@frozen
class Import:
    """``import a, b as c`` has no ``module``; ``from ..m import x`` has ``level`` dots there."""

    span: Span
    names: tuple[ImportedName, ...]
    module: str | None = None
    level: int = 0
    is_from: bool = False


@frozen
class Assign:
    """``a = b = value``; an annotated assignment has one target and its ``annotation``.

    ``value`` is None for a bare annotation (``x: int``).
    """

    span: Span
    targets: tuple[Expression, ...]
    value: Expression | None
    annotation: Expression | None = None


@frozen
class AugmentedAssign:
    """``target += value``; ``operator`` is without the equals sign."""

    span: Span
    target: Expression
    operator: str
    value: Expression


@frozen
class Evaluate:
    """An expression as a statement."""

    span: Span
    value: Expression


@frozen
class Return:
    span: Span
    value: Expression | None


@frozen
class Raise:
    span: Span
    value: Expression | None


@frozen
class If:
    span: Span
    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


@frozen
class For:
    span: Span
    target: Expression
    iterable: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


@frozen
class While:
    span: Span
    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...]


@frozen
class WithItem:
    value: Expression
    target: Expression | None


@frozen
class With:
    span: Span
    items: tuple[WithItem, ...]
    body: tuple[Statement, ...]


@frozen
class Handler:
    """One ``except type as name:`` clause."""

    type: Expression | None
    name: str | None
    body: tuple[Statement, ...]


@frozen
class Try:
    span: Span
    body: tuple[Statement, ...]
    handlers: tuple[Handler, ...]
    orelse: tuple[Statement, ...]
    finalbody: tuple[Statement, ...]


@frozen
class Case:
    """One ``case``; ``names`` are what its pattern binds."""

    names: tuple[str, ...]
    guard: Expression | None
    body: tuple[Statement, ...]


@frozen
class Match:
    span: Span
    subject: Expression
    cases: tuple[Case, ...]


class Deferred(Protocol):
    """A function's body that is read when somebody asks for it."""

    @property
    def size(self) -> int:
        """How many facts there are in the body, those within others not counted."""

    @property
    def first(self) -> int:
        """The first line that has nothing of the function's head in it."""

    def read(self) -> tuple[Statement, ...]:
        """The facts of the body."""


_FEW = 3
"""Statements of a small function; there may be others within them."""

_SHORT = 25
"""Lines of a small function, but for its first."""


@frozen
class Function:
    """A ``def``. ``span`` starts at ``def``/``async`` (no decorator) and ends with the body.

    The body may have been made as a :class:`Deferred`: it is then read when it is first asked for.
    Nobody can tell but by the time that takes.
    """

    span: Span
    name: str
    name_span: Span
    parameters: tuple[Parameter, ...]
    decorators: tuple[Expression, ...]
    body: tuple[Statement, ...]
    returns: Expression | None = None
    is_async: bool = False
    is_generator: bool = False

    def __hash__(self) -> int:
        # What is in the body matters only to whether functions are equal.
        return hash((self.name, self.span))

    @property
    def size(self) -> int:
        """How many statements the body has, ``pass`` and those within others not counted."""
        body: tuple[Statement, ...] | Deferred = _BODY.__get__(self)
        return len(body) if isinstance(body, tuple) else body.size

    @property
    def is_small(self) -> bool:
        """Whether the function is so short that to look into it costs next to nothing."""
        return self.size <= _FEW and self.span.end_line - self.span.line <= _SHORT

    @property
    def is_deferred(self) -> bool:
        """Whether the body has yet to be read."""
        return not isinstance(_BODY.__get__(self), tuple)

    @property
    def deferred_lines(self) -> tuple[int, int] | None:
        """The first and the last line of a body that has yet to be read; else None."""
        body: tuple[Statement, ...] | Deferred = _BODY.__get__(self)
        return None if isinstance(body, tuple) else (body.first, self.span.end_line)

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return Function, (
            self.span,
            self.name,
            self.name_span,
            self.parameters,
            self.decorators,
            _BODY.__get__(self),
            self.returns,
            self.is_async,
            self.is_generator,
        )


_BODY: Any = vars(Function)["body"]
"""The slot of a function's body, which holds the facts or what will read them."""


def _body(self: Function) -> tuple[Statement, ...]:
    body: tuple[Statement, ...] | Deferred = _BODY.__get__(self)
    if not isinstance(body, tuple):
        body = body.read()
        _BODY.__set__(self, body)
    return body


Function.body = property(_body, _BODY.__set__)  # type: ignore[assignment]


@frozen
class Class:
    """A ``class``. ``span`` starts at ``class`` (not at a decorator) and ends with the body."""

    span: Span
    name: str
    name_span: Span
    bases: tuple[Argument, ...]
    decorators: tuple[Expression, ...]
    body: tuple[Statement, ...]


@frozen
class Scoped:
    """``global`` or ``nonlocal`` (``kind``)."""

    span: Span
    kind: str
    names: tuple[str, ...]


@frozen
class Leave:
    """``break`` or ``continue`` (``kind``)."""

    span: Span
    kind: str


@frozen
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


class SourceText:
    """The text of a file, for the bodies of its functions to be read from.

    It does not go into a pickle, so that what is kept of a file is smaller than the file.
    """

    __slots__ = ("_length", "_text")

    def __init__(self, text: str | None, length: int = 0) -> None:
        self._text = text
        self._length = length if text is None else len(text)

    @property
    def text(self) -> str:
        """The text, its lines ended by ``\\n`` only.

        Raises:
            LookupError: The facts come from a pickle, and no text has been attached to them.
        """
        if self._text is None:
            raise LookupError("the facts have been unpickled and lack their text")
        return self._text

    def attach(self, text: str) -> None:
        """Take ``text`` for the text, however its lines end.

        Raises:
            ValueError: It is longer or shorter than the text was.
        """
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) != self._length:
            raise ValueError("not the text that the facts were read from")
        self._text = text

    def __reduce__(self) -> tuple[type, tuple[None, int]]:
        return SourceText, (None, self._length)


@frozen
class FileFacts:
    """All facts of one file; ``path`` is relative to the project root, with forward slashes."""

    path: str
    body: tuple[Statement, ...]
    docstring: bool = False
    source: SourceText | None = field(default=None, compare=False, repr=False)
    """What bodies are read from that nobody has asked for yet; None if there are none."""

    def attach(self, text: str) -> None:
        """Give back the text of the file, which facts lose when they are pickled.

        Raises:
            ValueError: ``text`` cannot be the text that the facts were read from.
        """
        if self.source is not None:
            self.source.attach(text)
