"""What shows that a project, or one service in a repository, uses Sentry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from replaytag.evaluator import statements
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    External,
    FunctionValue,
    Made,
    Member,
    Value,
    options,
    undecorated,
)
from replaytag.project import sdk
from replaytag.project.reach import Reach
from replaytag.source import Place
from replaytag.workspace.survey import mentions_sentry
from replaytag.workspace.workspace import Workspace

if TYPE_CHECKING:
    from replaytag.workspace.declared import Declared

_PACKAGES = frozenset({"sentry-sdk", "raven"})
_MANIFESTS = ("pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "manage.py")


class Evidence:
    """Places that initialise, wrap with or import Sentry, by service."""

    def __init__(self, ev: Evaluator, workspace: Workspace, reach: Reach) -> None:
        self._ev = ev
        self._workspace = workspace
        self._reach = reach
        self._related: dict[str, set[str]] = {}

    def of(self, path: str, others: Iterable[str] = ()) -> list[Place]:
        """Evidence for the app in the file at ``path``, the strongest first; empty: none.

        ``others`` are the files of the project's other apps. An app on its own in its service is
        shown to use Sentry by anything in there; one of several by what it and the files that
        import it import.
        """
        return list(self._by_strength(path, others))

    def strongest(self, path: str, others: Iterable[str] = ()) -> Place | None:
        """The first of :meth:`of`; None: there is none."""
        return next(self._by_strength(path, others), None)

    def is_initialised(self, path: str, others: Iterable[str] = ()) -> bool:
        """Whether the strongest evidence is a call that starts the SDK."""
        return self.strongest(path, others) in self._inits

    @property
    def anywhere(self) -> bool:
        """Whether anything in the project uses Sentry."""
        return next(self._places(), None) is not None

    def _by_strength(self, path: str, others: Iterable[str]) -> Iterator[Place]:
        unit = self._unit(path)
        found = False
        if not any(self._unit(other) == unit for other in others if other != path):
            for place in self._places():
                if self._unit(place.path) == unit:
                    found = True
                    yield place
        if not found:
            related = self._related_to(path)
            yield from (place for place in self._places() if place.path in related)

    def _related_to(self, path: str) -> set[str]:
        """The files with evidence that the one at ``path`` and its importers lead to."""
        if path not in self._related:
            wanted = {place.path for place in self._places()}
            self._related[path] = self._reach.around(path, tuple(self._packages(path)), wanted)
        return self._related[path]

    def _packages(self, path: str) -> Iterator[str]:
        """The packages that a file lies in: they are imported before it."""
        directory = path.rpartition("/")[0]
        while directory and (package := f"{directory}/__init__.py") in self._files:
            yield package
            directory = directory.rpartition("/")[0]

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(self._workspace.files)

    def _places(self) -> Iterator[Place]:
        """All evidence, the strongest first. The weaker is not looked for until it is asked for."""
        yield from self._inits
        yield from self._other_calls
        yield from self._imports

    @cached_property
    def _inits(self) -> dict[Place, None]:
        return self._own(made.place for made in self._calls if sdk.is_init(made))

    @cached_property
    def _other_calls(self) -> dict[Place, None]:
        return self._own(
            made.place
            for made in self._calls
            if _names_sentry(getattr(made.callee, "name", "")) and made.place not in self._inits
        )

    @cached_property
    def _imports(self) -> dict[Place, None]:
        return self._own(
            Place(module.path, node.span)
            for module in self._ev.modules()
            if self._names_sdk(module.path) and self._is_declared(module.path)
            for node in statements.imports(module.body)
            if _imports_sentry(node.module, [i.name for i in node.names])
        )

    @cached_property
    def _calls(self) -> list[Made]:
        return [made for made in self._ev.made if isinstance(made.callee, External)]

    def _own(self, places: Iterable[Place]) -> dict[Place, None]:
        """Each place once, in order, but for those in tests, examples and documentation."""
        supporting = self._workspace.is_supporting
        return dict.fromkeys(sorted(place for place in places if not supporting(place.path)))

    def _names_sdk(self, path: str) -> bool:
        """Whether a file can import the SDK at all: no function of it need be read to see that."""
        data = self._workspace.read(path)
        return any(root.encode() in data for root in sdk.SDK)

    @cached_property
    def _declared(self) -> Declared:
        # What reads requirements takes a while to import, and is rarely asked.
        from replaytag.workspace.declared import declared_dependencies

        return declared_dependencies(self._workspace)

    def _is_declared(self, path: str) -> bool:
        """Whether the SDK is a declared dependency where ``path`` lies, if any are declared at all.

        An import alone is weak evidence: libraries try to import the SDK in case it is there.
        """
        return not self._declared.everywhere or not _PACKAGES.isdisjoint(
            self._declared.around(path)
        )

    @cached_property
    def _units(self) -> list[str]:
        """Folders with a manifest of their own, deepest first; the root last."""
        found = {""}
        for path in (*self._workspace.files, *self._workspace.others):
            directory, _, name = path.rpartition("/")
            if name in _MANIFESTS or (name.startswith("requirements") and name.endswith(".txt")):
                found.add(directory)
        return sorted(found, key=lambda d: -len(d))

    def _unit(self, path: str) -> str:
        return next(u for u in self._units if not u or path.startswith(f"{u}/"))

    def event_callbacks(self) -> Iterator[tuple[Place, Value, tuple[Value, ...]]]:
        """``before_send*`` and event processors: where set, the function, what it is handed."""
        for made in list(self._ev.made):
            callbacks: list[tuple[Value | None, Value]] = []
            if sdk.is_init(made):
                callbacks.append((made.keyword("before_send"), sdk.EVENT))
                callbacks.append((made.keyword("before_send_transaction"), sdk.TRANSACTION))
            processed = sdk.processed_event(made)
            if processed is not None:
                callbacks.append((made.argument(0, "func"), processed))
            for callback, event in callbacks:
                for option in options(callback) if callback is not None else ():
                    if isinstance(undecorated(option), FunctionValue) or _is_callable(option):
                        yield made.place, option, (event, sdk.HINT)


def _is_callable(value: Value) -> bool:
    return isinstance(value, Made) and not isinstance(value.callee, (External, Member))


def _names_sentry(name: str) -> bool:
    return mentions_sentry(name.encode())


def _imports_sentry(module: str | None, names: list[str]) -> bool:
    roots = [module] if module else names
    return any(root.split(".")[0] in sdk.SDK for root in roots)
