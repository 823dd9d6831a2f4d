"""Enters the files of a project that have to do with how its apps are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from replaytag.evaluator.relevance import is_everyday
from replaytag.evaluator.state import Delayed, Pending
from replaytag.evaluator.values import ClassValue, Decorated, External
from replaytag.facts import model
from replaytag.frameworks.reading.types import subclasses
from replaytag.project import sdk
from replaytag.project.linker import Linker
from replaytag.project.makers import Makers
from replaytag.workspace.imports import imports_in
from replaytag.workspace.markers import Markers, has_word
from replaytag.workspace.shares import in_shares, matching

_LEVELS = 2
"""How far callers of what makes an app are looked for."""

_MANY = 40
"""Files with one name from which on it may be one that the project gives to everything."""

_AT_ONCE = 300
"""How many files are entered for the callers of functions, those with the rarest names first."""


class Explorer:
    """Finds further files for ``linker`` by what those that it has entered define."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self.makers = Makers(linker.presence)
        self._factories: list[set[str]] = []
        """By how many calls lie between a function and the making of an app."""
        self.names: dict[str, None] = {}
        """What the project calls its classes of apps, and what makes them."""
        self._common: set[str] = set()
        """Names that say nothing of who calls what makes apps: too many files have them."""

    @property
    def starts(self) -> tuple[str, ...]:
        """What a function holds if it may make apps or start Sentry."""
        return (*self.makers.words, *sdk.SDK)

    def markers(self, base: Markers, further: Iterable[str] = ()) -> Markers:
        """``base``, what tells of other frameworks, and the names found so far and ``further``."""
        names = (name.encode() for name in (*self.names, *further))
        absent = self._linker.presence.absent
        return Markers((*base.texts, *absent.texts), (*base.words, *names), absent.roots)

    def worth(self, tells: Callable[[bytes], bool]) -> list[str]:
        """The files not entered yet that ``tells`` recommends by their bytes."""
        return self._matching(lambda _, data: tells(data), self._linker.workspace.own_files)

    def making(self) -> list[str]:
        """The files not entered yet that make apps."""
        return self._matching(self.makers, self.makers.among(self._linker.workspace.own_files))

    def making_or(self, tells: Callable[[bytes], bool]) -> list[str]:
        """The files not entered yet that make apps, and those that ``tells`` recommends."""
        return self._matching(
            lambda path, data: tells(data) or self.makers(path, data),
            self._linker.workspace.own_files,
        )

    def _matching(self, tells: Callable[[str, bytes], bool], files: Iterable[str]) -> list[str]:
        linker = self._linker
        paths = [path for path in files if path not in linker.entered]
        return matching(linker.workspace, tells, paths, linker.processes)

    def enter(self, paths: Iterable[str]) -> bool:
        """Enters those of the files that have not been; whether there were any."""
        new = [path for path in paths if path not in self._linker.entered]
        self._linker.enter(new)
        return bool(new)

    def evaluate(self) -> None:
        """Enters what makes apps by names of the project's own, then evaluates functions.

        How a factory is called may decide what it does with the app. So those come last, after
        their callers, that are evaluated with unknown arguments if nothing calls them.
        """
        while self._enter_by(self._classes()):
            pass
        self._factories = []
        names = self._classes() | self.makers.names
        while len(self._factories) < _LEVELS:
            names = self.callers_of(names).difference(*self._factories, self._common)
            names -= self._enter_callers(names - self.names.keys())
            self._factories.append(names)
        self._linker.ev.analyse_uncalled(tuple(filter(None, reversed(self._factories))))

    def _enter_by(self, names: set[str]) -> bool:
        """Enters the files with one of these names in them; whether any name is new."""
        new = names - self.names.keys()
        if new:
            self._learn(new)
            words = [(name.encode(), name in self.makers.names) for name in sorted(new)]
            self.enter(self.worth(lambda data: any(_uses(data, *word) for word in words)))
        return bool(new)

    def _enter_callers(self, names: set[str]) -> set[str]:
        """Enters the files with one of ``names`` in them, but for the common ones: those it gives.

        ``setup`` of a thousand plug-ins: who holds it does not call the one that makes an app. And
        where half of a project holds some of the names, these say nothing of who makes apps.
        """
        holding, defining = self._holding(names)
        common: set[str] = set()
        wanted: set[str] = set()
        for name, paths in sorted(holding.items(), key=lambda item: len(item[1])):
            others = len(paths) - defining[name]
            if (len(paths) > _MANY and defining[name] > 4 * others) or (
                len(wanted.union(paths)) > _AT_ONCE
            ):
                common.add(name)
            else:
                wanted.update(paths)
        self._common |= common
        self._learn(names - common)
        self.enter(sorted(wanted))
        return common

    def _holding(self, names: set[str]) -> tuple[dict[str, list[str]], Counter[str]]:
        """By name, the files not entered yet that hold it, and how many of these define it."""
        holding: dict[str, list[str]] = {name: [] for name in sorted(names)}
        defining: Counter[str] = Counter()
        linker = self._linker
        workspace = linker.workspace
        words = [(name, name.encode()) for name in holding]

        def look(share: Sequence[str]) -> list[tuple[str, str, bool]]:
            contents = ((path, workspace.scan(path)) for path in share)
            return [
                (path, name, b"def " + word + b"(" in data)
                for path, data in contents
                for name, word in words
                if word in data and has_word(data, word)
            ]

        paths = [path for path in workspace.own_files if path not in linker.entered]
        for found in in_shares(workspace, look, paths if words else (), linker.processes):
            for path, name, defines in found:
                holding[name].append(path)
                defining[name] += defines
        return holding, defining

    def _learn(self, names: set[str]) -> None:
        """Takes ``names`` for some by which the project makes apps."""
        self.names |= dict.fromkeys(sorted(names))
        self._linker.relevance.start_with(names)

    def callers_of(self, names: set[str]) -> set[str]:
        """The functions that call one of ``names``; of methods, the classes."""
        functions: dict[str, list[tuple[model.Function, str]]] = {}
        for function in self._linker.ev.functions():
            node, owner = function.node, function.owner
            if isinstance(node, model.Function):
                name = owner.name if owner is not None else node.name
                if not is_everyday(name):
                    functions.setdefault(function.module.path, []).append((node, name))
        return {
            name
            for path, defined in functions.items()
            for name in self._linker.relevance.callers(path, defined, names)
        }

    def _classes(self) -> set[str]:
        """``Web`` of ``from flask import Flask as Web``, of ``class Web(Flask)``, and the like."""
        ev, known = self._linker.ev, self.makers.classes
        found = {cls.name for cls in ev.classes() if subclasses(cls, *known)}
        found.update(*(framework.own_classes(ev) for framework in self._linker.frameworks))
        for module in ev.modules():
            for name, binding in list(module.names.items()):
                if isinstance(binding, Pending):
                    # Others are looked up only where somebody asks for them.
                    value = ev.resolve(binding) if binding.name in self.names else None
                else:
                    value = None if isinstance(binding, Delayed) else binding
                is_class = isinstance(value, (External, ClassValue, Decorated))
                if value is not None and is_class and subclasses(value, *known):
                    found.add(name)
        return found


def _uses(data: bytes, word: bytes, is_common: bool) -> bool:
    """Whether a file holds ``word``; a common one, as what it imports from somewhere.

    What imports the library itself is told by that: ``Application`` is found in many a sentence.
    """
    if word not in data or not has_word(data, word):
        return False
    return (
        not is_common
        or b"." + word in data
        or any(word.decode() in imported.names for imported in imports_in(data))
    )
