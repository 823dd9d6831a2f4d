"""What the evaluator must be told of libraries; filled by ``replaytag.frameworks``."""

from __future__ import annotations

from collections.abc import Callable

from replaytag.evaluator.values import Made, Value
from replaytag.source import frozen


@frozen
class Callback:
    """A library function calls its argument (``index`` or ``keyword``) at once with ``passes``."""

    index: int
    keyword: str
    passes: tuple[Value, ...]


@frozen
class Signatures:
    """``libraries`` are import roots never looked for in the project; ``instances`` are names of
    library objects that are no modules, classes or functions (``flask.request``); ``notable``
    picks the calls that belong in a function's trace; ``callback`` knows the calls that call an
    argument back. ``opaque`` are dotted names of functions and methods of the project that are
    taken as a library's: nobody looks into them. ``reads`` picks the look-ups, and the calls on
    what they gave, that a trace has as ``Read``. ``lasting`` are classes whose objects outlive
    a request, and whose attributes are plain ones."""

    libraries: frozenset[str] = frozenset()
    instances: frozenset[str] = frozenset()
    notable: Callable[[Made], bool] = lambda made: True
    callback: Callable[[Made], Callback | None] = lambda made: None
    opaque: frozenset[str] = frozenset()
    reads: Callable[[Value], bool] = lambda value: False
    lasting: frozenset[str] = frozenset()
