"""A short look at a project in which nothing can tag: has it an app that something has to tag?

That takes an app that uses Sentry and has a handler. It is told by the files that make apps, those
that use Sentry, and one handler of each app; all others are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from replaytag.contract import Contract
from replaytag.evaluator.relevance import is_everyday
from replaytag.evaluator.state import Delayed, Pending
from replaytag.evaluator.values import ClassValue, Decorated, External
from replaytag.facts import model
from replaytag.facts.collector import collector_paused
from replaytag.frameworks.registry import frameworks
from replaytag.frameworks.types import subclasses
from replaytag.project import sentry
from replaytag.project.apps import Coverage, Node, nodes_below
from replaytag.project.deep import run_deep
from replaytag.project.linker import Linker
from replaytag.project.makers import Makers
from replaytag.project.project import Project
from replaytag.project.reading import FactsReader
from replaytag.workspace.markers import Markers
from replaytag.workspace.survey import mentions_sentry
from replaytag.workspace.workspace import Workspace


def glance(
    workspace: Workspace, contract: Contract, reader: FactsReader | None = None
) -> Project | None:
    """The project as far as its apps are concerned: whether each has handlers and uses Sentry.

    Of the handlers those are known that were met on the way. No name of ``contract`` may occur in
    ``workspace``. None where this is not enough, and the whole project has to be linked.
    """
    look = _Glance(workspace, contract, reader)
    with collector_paused():
        return run_deep(look.project)


_LEVELS = 2
"""How far callers of what makes an app are looked for."""

_INIT = Markers(words=(b"init",))


class _Glance:
    def __init__(
        self, workspace: Workspace, contract: Contract, reader: FactsReader | None
    ) -> None:
        self._workspace = workspace
        self._makers = makers = Makers(frameworks())
        words = (word.decode() for word in (*makers.markers.texts, *makers.markers.words))
        starts = (*words, *sentry.SDK)
        self.linker = Linker(workspace, contract, reader, tags=False, starts=starts)
        self._names: dict[str, None] = {}
        """What the project calls its classes of apps, and what makes them."""

    def project(self) -> Project | None:
        """See :func:`glance`."""
        self.linker.begin(self._worth(self._makers))
        project = self._evaluated()
        if not _own_apps(project):
            return _settled(project)
        if self._enter(self._worth(_may_initialise)):
            project = self._evaluated()
        initialised = all(_is_initialised(project, node) for node in _own_apps(project))
        if not initialised and self._enter(self._worth(mentions_sentry)):
            project = self._evaluated()
        some = 1
        while waiting := self._undecided(project):
            files = self._with_handlers(waiting)
            if not files:
                return None
            self._enter(files[:some])
            some *= 2
            project = self._evaluated()
        # Other files that name Sentry are of no account beside a call that starts it.
        project.sentry_decides = not initialised
        return _settled(project)

    # --- entering files --------------------------------------------------------------------------

    def _worth(self, tells: Callable[[bytes], bool]) -> list[str]:
        """The files not entered yet that ``tells`` recommends by their bytes."""
        return [
            path
            for path in self._workspace.files
            if path not in self.linker.entered
            and not self._workspace.is_supporting(path)
            and tells(self._workspace.scan(path))
        ]

    def _enter(self, paths: Iterable[str]) -> bool:
        """Enters the files that have not been; whether there were any."""
        new = [path for path in paths if path not in self.linker.entered]
        self.linker.enter(new)
        return bool(new)

    def _evaluated(self) -> Project:
        """What is known once the files are entered that make apps by names of the project's own.

        Only then are functions evaluated that nothing calls: how a factory is called may decide
        what it does with the app.
        """
        while self._enter_by(self._classes()):
            pass
        factories = self._functions_that_call(self._classes() | self._makers.names)
        for _ in range(_LEVELS):
            if not factories or not self._enter_by(factories):
                break
            factories = self._functions_that_call(factories)
        self.linker.ev.analyse_uncalled()
        return self._linked()

    def _enter_by(self, names: set[str]) -> bool:
        """Enters the files with one of these names in them; whether any name is new."""
        new = names - self._names.keys()
        if new:
            self._names |= dict.fromkeys(sorted(new))
            self.linker.relevance.start_with(new)
            self._enter(self._worth(Markers(words=tuple(name.encode() for name in sorted(new)))))
        return bool(new)

    def _functions_that_call(self, names: set[str]) -> set[str]:
        """The functions that call one of ``names``; of methods, the classes."""
        functions: dict[str, list[tuple[model.Function, str]]] = {}
        for function in self.linker.ev.functions():
            node, owner = function.node, function.owner
            if isinstance(node, model.Function):
                name = owner.name if owner is not None else node.name
                if not is_everyday(name):
                    functions.setdefault(function.module.path, []).append((node, name))
        return {
            name
            for path, defined in functions.items()
            for name in self.linker.relevance.callers(path, defined, names)
        }

    def _classes(self) -> set[str]:
        """``Web`` of ``from flask import Flask as Web`` and of ``class Web(Flask)``."""
        ev, known = self.linker.ev, self._makers.classes
        found = {cls.name for cls in ev.classes() if subclasses(cls, *known)}
        for module in ev.modules():
            for name, binding in list(module.names.items()):
                if isinstance(binding, Pending):
                    # Others are looked up only where somebody asks for them.
                    value = ev.resolve(binding) if binding.name in self._names else None
                else:
                    value = None if isinstance(binding, Delayed) else binding
                is_class = isinstance(value, (External, ClassValue, Decorated))
                if value is not None and is_class and subclasses(value, *known):
                    found.add(name)
        return found

    def _with_handlers(self, nodes: Iterable[Node]) -> list[str]:
        """Files not entered yet that may register handlers on apps, the likeliest first.

        Most handlers of a router stand in the file that makes it, others in those that import it.
        """
        makers = sorted({b.app.place.path for node in nodes for b in nodes_below(node)})
        importers = (path for maker in makers for path in self.linker.reach.importers(maker))
        files = dict.fromkeys((*makers, *importers))
        return [path for path in files if path not in self.linker.entered]

    # --- what is known ---------------------------------------------------------------------------

    def _linked(self) -> Project:
        own = self._makers.markers
        names = (name.encode() for name in self._names)
        markers = Markers(own.texts, (*own.words, *_INIT.words, *names))
        return self.linker.project(self.linker.records(handlers=False), markers)

    def _undecided(self, project: Project) -> list[Node]:
        """The apps that may use Sentry, and of which no handler tells whether they are untagged."""
        nodes = _own_apps(project)
        paths = [node.app.place.path for node in nodes]
        evidence = project.evidence
        return [
            node
            for node, path in zip(nodes, paths, strict=True)
            if (evidence.strongest(path) or evidence.strongest(path, paths))
            and not self._is_decided(project, node)
        ]

    def _is_decided(self, project: Project, node: Node) -> bool:
        if project.answers(node):
            return True
        framework = project.frameworks[node.app.framework]
        further = framework.handlers(self.linker.ev, node.app)
        while not _has_telling_handler(project, node):
            handler = next(further, None)
            if handler is None:
                return False
            project.apps.add(handler)
        return True


def _settled(project: Project) -> Project:
    project.settle()
    return project


def _may_initialise(data: bytes) -> bool:
    return any(root.encode() in data for root in sentry.SDK) and _INIT(data)


def _own_apps(project: Project) -> list[Node]:
    """The apps that are served, but for those of tests, examples and documentation."""
    return [
        node
        for node in project.apps.served()
        if not project.workspace.is_supporting(node.app.place.path)
    ]


def _is_initialised(project: Project, node: Node) -> bool:
    """Whether the strongest evidence that there may be of an app is known."""
    others = [other.app.place.path for other in _own_apps(project)]
    return project.evidence.is_initialised(node.app.place.path, others)


def _has_telling_handler(project: Project, node: Node) -> bool:
    """Whether a handler is certainly uncovered; or if that is unknown of the app, any handler."""
    doubt = bool(project.apps.doubt(node))
    return any(
        doubt or judged.coverage is Coverage.UNCOVERED
        for judged in project.apps.handlers_of(node)
        if not judged.handler.websocket
    )
