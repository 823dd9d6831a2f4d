"""What a value comes to where the contract's header is not in the request.

Most visitors' browsers send no header: the tracker has not started, or is blocked. What code makes
of that is computed here with Python's own operators, as far as all of it is known.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from replaytag.contract import Contract, Verdict, judge_header
from replaytag.evaluator.conditions import selections
from replaytag.evaluator.state import Context, Handling, Under
from replaytag.evaluator.values import (
    Choice,
    Constant,
    Element,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Operation,
    Parameter,
    SequenceValue,
    Unknown,
    Value,
    with_paths,
)
from replaytag.project.fallbacks import Defaults, fallback
from replaytag.project.headers import HeaderRead, HeaderReader
from replaytag.source import frozen

_DEPTH = 24
_MOST = 24
"""How many combinations of what parts come to are tried."""

_METHODS = frozenset(
    {
        *("strip", "lstrip", "rstrip", "lower", "upper", "casefold", "title", "encode", "decode"),
        *("split", "rsplit", "partition", "rpartition", "replace", "removeprefix", "startswith"),
        *("removesuffix", "endswith", "isdigit", "isalnum", "isdecimal", "isnumeric", "count"),
        *("format", "find", "rfind", "splitlines"),
    }
)
_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "builtins.str": str,
    "builtins.bool": bool,
    "builtins.len": len,
    "builtins.int": int,
    "builtins.repr": repr,
    "builtins.format": format,
}
_OPERATORS: Mapping[str, Callable[[Any, Any], object]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "+": operator.add,
    "%": operator.mod,
}
_ERRORS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


@frozen
class Result:
    """One thing that a value may come to.

    ``kind`` is ``is`` (the constant ``value``), ``raises``, or ``unknown``. ``sure`` is whether
    it certainly is this in some request.
    """

    kind: str
    value: object = None
    sure: bool = True


RAISES = Result("raises")
UNKNOWN = Result("unknown", None, False)


def is_(value: object) -> Result:
    """The result ``value``."""
    return Result("is", value)


class Absence:
    """Answers for one contract."""

    def __init__(self, contract: Contract, reader: HeaderReader, defaults: Defaults) -> None:
        self._contract = contract
        self._reader = reader
        self._defaults = defaults
        self._accepted = {
            name.lower() for name in (*contract.accepted_headers, *contract.id_headers)
        }

    # --- what rules ask --------------------------------------------------------------------------

    def nulls(self, value: Value | None) -> list[object]:
        """What is no token and ``value`` certainly comes to: ``None``, ``""``, ``"None"``.

        Empty where it may also come to something else, and it is not known which in which request.
        """
        results = [r for r in self.results(value) if r.kind != "raises"] if value else []
        null = [r for r in results if r.kind == "is" and is_null(r.value)]
        if any(r.sure for r in null) or (null and len(null) == len(results)):
            return [r.value for r in null]
        return []

    def runs(self, contexts: Iterable[Context]) -> bool | None:
        """Whether code in ``contexts`` runs without the header, as far as tests on it decide."""
        known: bool | None = True
        for context in contexts:
            if isinstance(context, Under):
                truth = self.truth(context.test)
                if truth is None and self._matters(context.test):
                    known = None
                elif truth is not None and truth is not context.holds:
                    return False
            elif isinstance(context, Handling) and context.what == "except":
                known = None
        return known

    def truth(self, test: Value) -> bool | None:
        """Whether a test holds; None where that is not known."""
        results = [r for r in self.results(test) if r.kind != "raises"]
        truths = {bool(r.value) if r.kind == "is" else None for r in results}
        if len(truths) != 1:
            # What is never reached at all is as good as false.
            return None if truths else False
        return truths.pop()

    def means(self, read: HeaderRead) -> bool:
        """Whether a read is of the contract's header, or was meant to be."""
        if read.header() in self._accepted:
            return True
        if read.key is None or not isinstance(read.key.value, (str, bytes)):
            return False
        text = read.key.value
        plain = text.decode("latin-1") if isinstance(text, bytes) else text
        return judge_header(plain, self._contract).verdict is not Verdict.FOREIGN

    def header_in(self, value: Value | None) -> str:
        """The header that ``value`` is read from, as people spell it."""
        found = {read.header() for read in self._reader.reads(value)}
        ids = (name for name in self._contract.id_headers if name.lower() in found)
        return next(ids, self._contract.header)

    # --- values ----------------------------------------------------------------------------------

    def results(self, value: Value, depth: int = 0) -> list[Result]:
        """All that ``value`` may come to; none where it is never reached."""
        if depth > _DEPTH:
            return [UNKNOWN]
        found = list(self._results(value, depth + 1))
        return list(dict.fromkeys(found)) if len(found) < _MOST else [UNKNOWN]

    def _results(self, value: Value, depth: int) -> Iterator[Result]:
        read = self._reader.own(value)
        if read is not None:
            yield from self._read(read, value, depth)
            return
        match value:
            case Constant(known):
                yield is_(known)
            case Choice():
                yield from self._chosen(value, depth)
            case Operation(sign, operands):
                yield from self._operation(value, sign, operands, depth)
            case Made(callee=Member(owner, name)):
                yield from self._method(owner, name, value, depth)
            case Made(callee=External(name)) if not value.keywords:
                function = _FUNCTIONS.get(name)
                yield from self._applied(function, value.arguments, depth)
            case Item(owner, key):
                yield from self._applied(operator.getitem, (owner, key), depth)
            case Member(owner, _):
                for result in self.results(owner, depth):
                    missing = result.kind == "raises" or _is_none(result)
                    yield Result("raises", None, result.sure) if missing else UNKNOWN
            case SequenceValue(_, elements, True):
                yield from self._applied(lambda *parts: parts, elements, depth)
            case _:
                yield UNKNOWN

    def _read(self, read: HeaderRead, value: Value, depth: int) -> Iterable[Result]:
        """What a look-up gives: of the contract's header, where it finds nothing."""
        if not self.means(read):
            return (UNKNOWN,)
        if isinstance(value, Operation):
            return ()  # the part of a loop that is never met
        found = fallback(read, value, self._defaults)
        return (RAISES,) if found is None else self.results(found, depth)

    def _chosen(self, value: Choice, depth: int) -> Iterator[Result]:
        for option, path in with_paths(value):
            runs = self._holds(path)
            if runs is not False:
                for result in self.results(option, depth):
                    yield Result(result.kind, result.value, result.sure and runs is True)

    def _holds(self, path: tuple[Context, ...] | None) -> bool | None:
        """Whether an option is the one: only tests that are known say so."""
        if path is None:
            return None
        known: bool | None = True
        for context in path:
            if isinstance(context, Under):
                truth = self.truth(context.test)
                if truth is None:
                    known = None
                elif truth is not context.holds:
                    return False
            elif isinstance(context, Handling):
                known = None
        return known

    def _applied(
        self, function: Callable[..., object] | None, parts: tuple[Value, ...], depth: int
    ) -> Iterator[Result]:
        """What a function of Python's comes to for all that its arguments may come to."""
        found = [self.results(part, depth) for part in parts]
        for combined in product(*found):
            sure = all(result.sure for result in combined)
            if any(result.kind == "raises" for result in combined):
                yield Result("raises", None, sure)
            elif function is None or any(result.kind == "unknown" for result in combined):
                yield UNKNOWN
            else:
                try:
                    value = function(*(result.value for result in combined))
                    yield Result("is", tuple(value) if isinstance(value, list) else value, sure)
                except _ERRORS:
                    yield Result("raises", None, sure)

    def _method(self, owner: Value, name: str, made: Made, depth: int) -> Iterator[Result]:
        for result in self.results(owner, depth):
            text = result.value
            if result.kind == "raises" or _is_none(result):
                yield Result("raises", None, result.sure)
            elif result.kind == "is" and isinstance(text, (str, bytes)) and name in _METHODS:
                parts = (Constant(text), *made.arguments)
                method = _called(name) if not made.keywords and made.complete else None
                yield from self._applied(method, parts, depth)
            else:
                yield UNKNOWN

    def _operation(
        self, value: Operation, sign: str, operands: tuple[Value, ...], depth: int
    ) -> Iterator[Result]:
        if sign in ("and", "or"):
            yield from self._connected(sign == "or", operands, depth)
        elif sign == "not":
            yield from self._applied(operator.not_, operands, depth)
        elif sign == "join":
            yield from self._applied(_joined, operands, depth)
        elif sign in ("in", "not in") and self._looks_for_header(operands):
            yield is_(sign == "not in")
        elif sign in _OPERATORS and len(operands) == 2:
            picked = selections(value, sign in ("==", "in"))
            if any(self._picks_header(element, *test) for element, test in picked.items()):
                yield is_(sign in ("!=", "not in"))
            else:
                yield from self._applied(_OPERATORS[sign], operands, depth)
        else:
            yield UNKNOWN

    def _connected(
        self, decided: bool, operands: tuple[Value, ...], depth: int
    ) -> Iterator[Result]:
        """``or`` (``decided`` by what is true) and ``and``."""
        left, right = operands
        for result in self.results(left, depth):
            if result.kind == "is" and bool(result.value) is not decided:
                for further in self.results(right, depth):
                    yield Result(further.kind, further.value, further.sure and result.sure)
            elif result.kind == "unknown":
                yield result
                yield from (Result(r.kind, r.value, False) for r in self.results(right, depth))
            else:
                yield result

    def _looks_for_header(self, operands: tuple[Value, ...]) -> bool:
        """``"X-Name" in request.headers``."""
        name, mapping = operands
        lookup = self._reader.lookup_of(mapping)
        if lookup is None or not isinstance(name, Constant):
            return False
        return self.means(HeaderRead(lookup, name, None))

    def _picks_header(self, element: Value, key: Value, wanted: Value) -> bool:
        """Whether a test in a loop over headers picks the contract's."""
        read = self._reader.own(Operation("selected", (element, key, wanted)))
        return read is not None and self.means(read)

    def _matters(self, test: Value, depth: int = 0) -> bool:
        """Whether a test may depend on whether the header is there."""
        if depth > _DEPTH or self._reader.concerns_headers(test):
            return True
        match test:
            case Operation(_, parts) | Choice(parts):
                return any(self._matters(part, depth + 1) for part in parts)
            case Unknown() | Parameter() | Element():
                return True
            case Made(callee=FunctionValue()) | Made(callee=Unknown()):
                return True
            case Made():
                return any(self._matters(part, depth + 1) for part in test.arguments)
        return False


def is_null(value: object) -> bool:
    """Whether OpenReplay can make nothing of a tag with this value."""
    return value is None or (isinstance(value, (str, bytes)) and value in ("", b"", "None"))


def _is_none(result: Result) -> bool:
    return result.kind == "is" and result.value is None


def _called(name: str) -> Callable[..., object]:
    return lambda owner, *arguments: getattr(owner, name)(*arguments)


def _joined(*parts: object) -> str:
    return "".join(map(format, parts))
