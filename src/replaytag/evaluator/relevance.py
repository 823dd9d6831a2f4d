"""Which function bodies are worth evaluating.

Most functions of a project can say nothing about apps, hooks, headers or Sentry. Those that can
are found in the source text by the identifiers in them, without looking at their facts; callers of
those count too, by the names they call.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator

from replaytag.facts import model

_ROUNDS = 4
_SMALL = 3
_EVERYDAY = frozenset(
    {*dir(dict), *dir(list), *dir(str), *dir(set), "close", "run", "save", "main"}
)
"""Method names so common that calling one says nothing about whose it is."""


class Relevance:
    """Answers for one project.

    ``core`` are identifiers that register, tag or open scopes: who calls a function with one of
    them, or makes an object of a class that derives from one, matters as well; ``@get`` stands for
    a decorator such as ``@app.get(...)``. ``local`` are identifiers that matter only where they
    stand. ``text`` gives a file's source.
    """

    def __init__(
        self, core: Iterable[str], local: Iterable[str], text: Callable[[str], str]
    ) -> None:
        self._text = text
        self._names = frozenset(core)
        self._core = _words(self._names)
        own = set(local)
        self._pattern = re.compile(f"{self._core}|{_words(own)}" if own else self._core)
        self._callers: re.Pattern[str] | None = None
        self._lines: dict[str, list[int]] = {}

    def close(self, files: Iterable[tuple[str, tuple[model.Statement, ...]]]) -> None:
        """Takes in the names in ``files`` (path, body) of what matters by itself."""
        definitions = [(path, node) for path, body in files for node in _definitions(body)]
        defined = [
            (path, node.name, node.span.line, node.span.end_line)
            for path, node in definitions
            if isinstance(node, model.Function)
        ]
        derived = [
            (node.name, _bases(node)) for _, node in definitions if isinstance(node, model.Class)
        ]
        paths = sorted({path for path, *_ in defined})
        known: set[str] = set()
        pattern = re.compile(self._core)
        for _ in range(_ROUNDS):
            lines = {path: self._hits(path, pattern) for path in paths}
            names = {
                name
                for path, name, first, last in defined
                if name not in _EVERYDAY and not _dunder(name) and _any(lines[path], first, last)
            }
            names |= {name for name, bases in derived if bases & (self._names | known)}
            if names <= known:
                break
            known |= names
            pattern = re.compile(
                rf"\b(?:{'|'.join(map(re.escape, sorted(known)))})\s*\(|{self._core}"
            )
            self._callers = pattern
        self._lines.clear()

    def __call__(self, path: str, node: model.Function | model.Lambda) -> bool:
        """Whether to follow a call of this function: it may tell something, or costs nothing."""
        if isinstance(node, model.Lambda):
            return True
        return len(node.body) <= _SMALL or self.tells(path, node)

    def tells(self, path: str, node: model.Function) -> bool:
        """Whether what the function says by itself may tell anything."""
        if path not in self._lines:
            lines = self._hits(path, self._pattern)
            if self._callers is not None:
                lines = sorted({*lines, *self._hits(path, self._callers)})
            self._lines[path] = lines
        first = min((d.span.line for d in node.decorators), default=node.span.line)
        return _any(self._lines[path], first, node.span.end_line)

    def _hits(self, path: str, pattern: re.Pattern[str]) -> list[int]:
        text = self._text(path)
        starts = [match.start() for match in pattern.finditer(text)]
        if not starts:
            return []
        breaks = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
        return sorted({bisect.bisect_right(breaks, start) + 1 for start in starts})


def _words(identifiers: Iterable[str]) -> str:
    names = sorted(identifiers)
    plain = "|".join(re.escape(name) for name in names if not name.startswith("@"))
    decorators = "|".join(re.escape(name[1:]) for name in names if name.startswith("@"))
    words = rf"\b(?:{plain})\b"
    return rf"{words}|@[\w.]+\.(?:{decorators})\s*\(" if decorators else words


def _dunder(name: str) -> bool:
    return name.startswith("__") and name != "__call__"


def _any(lines: list[int], first: int, last: int) -> bool:
    index = bisect.bisect_left(lines, first)
    return index < len(lines) and lines[index] <= last


def _definitions(body: tuple[model.Statement, ...]) -> Iterator[model.Function | model.Class]:
    for statement in body:
        if isinstance(statement, (model.Function, model.Class)):
            yield statement
        for name in ("body", "orelse", "finalbody"):
            yield from _definitions(getattr(statement, name, ()))
        for clause in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
            yield from _definitions(clause.body)


def _bases(node: model.Class) -> set[str]:
    """The last names of the bases: ``FastAPI`` of ``fastapi.FastAPI``."""
    found = set()
    for argument in node.bases:
        if isinstance(argument.value, model.Name):
            found.add(argument.value.id)
        elif isinstance(argument.value, model.Attribute):
            found.add(argument.value.name)
    return found
