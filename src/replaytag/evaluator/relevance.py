"""Which function bodies are worth evaluating.

Most functions of a project can say nothing about apps, hooks, headers or Sentry. Those that can
are found in the source text by the identifiers in them, without looking at their facts; callers of
those count too, by the names they call.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from replaytag.facts import model
from replaytag.facts.walk import blocks

_ROUNDS = 4
_MANY = 100
"""From how many names on it is faster to split the text into words before they are looked for."""

_EVERYDAY = frozenset(
    {*dir(dict), *dir(list), *dir(str), *dir(set), "close", "run", "save", "main"}
)
"""Method names so common that calling one says nothing about whose it is."""


class Relevance:
    """Answers for one project.

    ``core`` are identifiers that register, tag or open scopes: who calls a function with one of
    them, or makes an object of a class that derives from one, matters as well; ``@get`` stands for
    a decorator such as ``@app.get(...)``. ``local`` are identifiers that matter only where they
    stand. ``text`` gives a file's source. ``starts`` are those of which a function has one that is
    worth evaluating though nothing calls it; without them, any function that tells something is.
    A class with one of ``methods`` matters as one that derives from a core name does. ``everyday``
    gives those of all these names that are of no account in a file.
    """

    def __init__(
        self,
        core: Iterable[str],
        local: Iterable[str],
        text: Callable[[str], str],
        starts: Iterable[str] | None = None,
        methods: Iterable[str] = (),
        everyday: Callable[[str], AbstractSet[str]] = lambda path: frozenset(),
    ) -> None:
        self._text = text
        self._everyday = everyday
        self._methods = frozenset(methods)
        self._starts = None if starts is None else frozenset(starts)
        self._start_lines: dict[str, list[int]] = {}
        self._whole: set[str] = set()
        self._names = frozenset(core)
        self._core = frozenset(name for name in self._names if not name.startswith("@"))
        self._own = self._core | frozenset(local)
        self._decorators = _decorator_pattern(self._names)
        self._known: frozenset[str] = frozenset()
        self._indices: dict[str, _Words] = {}
        self._lines: dict[str, list[int]] = {}

    def close(self, files: Iterable[tuple[str, tuple[model.Statement, ...]]]) -> None:
        """Takes in the names in ``files`` (path, body) of what matters by itself."""
        definitions = [
            (path, node)
            for path, body in files
            for node in _definitions(body, self._words(path).definitions)
        ]
        defined = [
            (path, node.name, node.span.line, node.span.end_line)
            for path, node in definitions
            if isinstance(node, model.Function)
            if not is_everyday(node.name)
        ]
        derived = [
            (node.name, _bases(node)) for _, node in definitions if isinstance(node, model.Class)
        ]
        lines = {path: self._hits(path, self._core) for path in {path for path, *_ in defined}}
        known = {
            node.name
            for _, node in definitions
            if self._methods and isinstance(node, model.Class)
            if not self._methods.isdisjoint(_methods(node))
        }
        for path, found in lines.items() if known else ():
            lines[path] = sorted({*found, *self._words(path).calls(known)})
        for _ in range(_ROUNDS):
            names = {name for path, name, first, last in defined if _any(lines[path], first, last)}
            names |= {name for name, bases in derived if bases & (self._names | known)}
            if names <= known:
                break
            more = names - known
            known |= names
            for path, found in lines.items():
                if calls := self._words(path).calls(more):
                    lines[path] = sorted({*found, *calls})
        self._known = frozenset(known)
        self._lines.clear()

    @property
    def words(self) -> frozenset[str]:
        """The words of which a body has one if it may tell anything."""
        return self._own | self._known | (self._starts or frozenset())

    def __call__(self, path: str, node: model.Function | model.Lambda) -> bool:
        """Whether to follow a call of this function: it may tell something, or costs nothing."""
        if isinstance(node, model.Lambda):
            return True
        return node.is_small or self.tells(path, node)

    def tells(self, path: str, node: model.Function) -> bool:
        """Whether what the function says by itself may tell anything."""
        first = min((d.span.line for d in node.decorators), default=node.span.line)
        return self.concerns(path, first, node.span.end_line)

    def is_start(self, path: str, node: model.Function) -> bool:
        """Whether the function is worth evaluating though nothing calls it."""
        if self._starts is None or path in self._whole:
            return self.tells(path, node)
        lines = self._start_lines.get(path)
        if lines is None:
            starts = self._starts - self._everyday(path)
            lines = self._start_lines[path] = self._glimpsed(path).of(starts)
        return _any(lines, node.span.line, node.span.end_line)

    def start_with(self, names: Iterable[str]) -> None:
        """Takes ``names`` for further ones of ``starts``."""
        if self._starts is not None:
            self._starts |= frozenset(names)
            self._start_lines.clear()

    def start_all(self, paths: Iterable[str]) -> None:
        """Takes every function of these files that tells something for worth evaluating."""
        self._whole.update(paths)

    def callers(
        self, path: str, functions: Iterable[tuple[model.Function, str]], names: AbstractSet[str]
    ) -> Iterator[str]:
        """The labels of those of a file's ``functions`` that call something by one of ``names``."""
        lines = self._glimpsed(path).calls(names)
        for node, label in functions if lines else ():
            if _any(lines, node.span.line, node.span.end_line):
                yield label

    def concerns(self, path: str, first: int, last: int) -> bool:
        """Whether anything in these lines of a file may tell anything."""
        lines = self._lines.get(path)
        if lines is None:
            found = {*self._hits(path, self._own), *self._words(path).calls(self._known)}
            lines = self._lines[path] = sorted(found)
            # An index takes as much memory as several of its texts, and few are asked again.
            self._indices.pop(path, None)
        return _any(lines, first, last)

    def _hits(self, path: str, names: frozenset[str]) -> list[int]:
        words = self._words(path)
        found = set(words.of(names - self._everyday(path)))
        if self._decorators is not None:
            found.update(words.matching(self._decorators))
        return sorted(found)

    def _glimpsed(self, path: str) -> _Words:
        """The words of a file of which little is asked: they are not kept."""
        return self._indices.get(path) or _Words(self._text(path))

    def _words(self, path: str) -> _Words:
        words = self._indices.get(path)
        if words is None:
            words = self._indices[path] = _Words(self._text(path))
        return words


class _Words:
    """The lines of one text in which given words stand.

    A text has few of many words that are looked for: a search for just those is a fast one.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self._text))

    @cached_property
    def _breaks(self) -> list[int]:
        pattern = _LINE_END if "\r" in self._text else _NEWLINE
        return [match.end() for match in pattern.finditer(self._text)]

    @cached_property
    def definitions(self) -> list[int]:
        """The lines in which a ``def`` or ``class`` stands."""
        found = _DEFINITION.finditer("\n" + self._text)
        return self._lines_at(match.end() - 1 for match in found)

    def of(self, names: AbstractSet[str]) -> list[int]:
        """The lines with one of ``names``."""
        return self._lines_at(self._places(names))

    def calls(self, names: AbstractSet[str]) -> list[int]:
        """The lines in which one of ``names`` is called."""
        starts = self._places(names)
        return self._lines_at(start for start in starts if _CALLED.match(self._text, start))

    def _places(self, names: AbstractSet[str]) -> Iterator[int]:
        """Where one of ``names`` stands, a word at a time: that is faster than one pattern."""
        text = self._text
        for name in names & self._all if len(names) > _MANY else names:
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                if not (_is_in_word(text[start - 1 : start]) or _is_in_word(text[end : end + 1])):
                    yield start
                start = text.find(name, end)

    def matching(self, pattern: re.Pattern[str]) -> list[int]:
        """The lines in which a match starts, in order."""
        return self._lines_at(match.start() for match in pattern.finditer(self._text))

    def _lines_at(self, starts: Iterable[int]) -> list[int]:
        return sorted({bisect.bisect_right(self._breaks, start) + 1 for start in starts})


_CALLED = re.compile(r"\w+\s*\(")
# Those that begin with a plain character are searched for several times as fast as any others.
_NEWLINE = re.compile(r"\n")
_LINE_END = re.compile(r"\r\n|\r|\n")
_DEFINITION = re.compile(r"\n[ \t\f]*+(?=[acd])(?:(?:async[ \t]+)?def|class)\b")


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _decorator_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    decorators = sorted(re.escape(name[1:]) for name in names if name.startswith("@"))
    return re.compile(rf"@[\w.]+\.(?:{'|'.join(decorators)})\s*\(") if decorators else None


def is_everyday(name: str) -> bool:
    """Whether so many functions have this name that a call by it says nothing of whose it is."""
    return name in _EVERYDAY or (name.startswith("__") and name != "__call__")


def _any(lines: list[int], first: int, last: int) -> bool:
    index = bisect.bisect_left(lines, first)
    return index < len(lines) and lines[index] <= last


def _definitions(
    body: tuple[model.Statement, ...], lines: list[int]
) -> Iterator[model.Function | model.Class]:
    """The definitions in ``body``, however deep; ``lines`` are those in which one starts."""
    for statement in body:
        if isinstance(statement, (model.Function, model.Class)):
            yield statement
            if not _any(lines, statement.span.line + 1, statement.span.end_line):
                # Most functions have none within: reading their bodies to see that is dear.
                continue
        for block in blocks(statement):
            yield from _definitions(block, lines)


def _methods(node: model.Class) -> set[str]:
    return {inner.name for inner in node.body if isinstance(inner, model.Function)}


def _bases(node: model.Class) -> set[str]:
    """The last names of the bases: ``FastAPI`` of ``fastapi.FastAPI``."""
    found = set()
    for argument in node.bases:
        if isinstance(argument.value, model.Name):
            found.add(argument.value.id)
        elif isinstance(argument.value, model.Attribute):
            found.add(argument.value.name)
    return found
