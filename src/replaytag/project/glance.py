"""A short look at a project in which nothing can tag: has it an app that something has to tag?

That takes an app that uses Sentry and has a handler. It is told by the files that make apps, those
that use Sentry, and one handler of each app; all others are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.facts.collector import collector_paused
from replaytag.project import sdk
from replaytag.project.deep import run_deep
from replaytag.project.explorer import Explorer
from replaytag.project.linker import Linker
from replaytag.project.nodes import Coverage, Node, nodes_below
from replaytag.project.project import Project
from replaytag.project.reading import FactsReader
from replaytag.workspace.markers import Markers
from replaytag.workspace.survey import mentions_sentry
from replaytag.workspace.workspace import Workspace


def glance(
    workspace: Workspace,
    contract: Contract,
    reader: FactsReader | None = None,
    naming: Iterable[str] | None = None,
) -> Project | None:
    """The project as far as its apps are concerned: whether each has handlers and uses Sentry.

    Of the handlers those are known that were met on the way. No name of ``contract`` may occur in
    ``workspace``; ``naming`` are the files that name Sentry, where that is known. None where a
    glance is not enough, and the whole project has to be linked.
    """
    look = _Glance(workspace, contract, reader, naming)
    with collector_paused():
        project = run_deep(look.project)
    # What was not followed any more may make apps, too.
    return None if project is None or project.ev.remaining <= 0 else project


_CALLS = 10_000
"""Calls of project functions that a look may take that is to be a short one."""

_INIT = Markers(words=(b"init(",))


class _Glance:
    def __init__(
        self,
        workspace: Workspace,
        contract: Contract,
        reader: FactsReader | None,
        naming: Iterable[str] | None,
    ) -> None:
        self._linker = Linker(workspace, contract, reader, tags=False)
        self._explorer = Explorer(self._linker)
        if naming is None:
            self._naming = self._explorer.worth(mentions_sentry)
        else:
            self._naming = sorted(set(naming).intersection(workspace.own_files))

    def project(self) -> Project | None:
        """See :func:`glance`."""
        explorer = self._explorer
        scan = self._linker.workspace.scan
        starters = [path for path in self._naming if _may_initialise(scan(path))]
        self._linker.begin(explorer.making(), explorer.starts)
        self._linker.ev.remaining = _CALLS
        project = self._evaluated()
        if not project.own_apps:
            return _settled(project)
        if self._explorer.enter(starters):
            project = self._evaluated()
        initialised = all(_is_initialised(project, node) for node in project.own_apps)
        if not initialised and self._explorer.enter(self._naming):
            project = self._evaluated()
        some = 1
        while waiting := self._undecided(project):
            files = self._with_handlers(waiting)
            if not files:
                return None
            self._explorer.enter(files[:some])
            some *= 2
            project = self._evaluated()
        # Other files that name Sentry are of no account beside a call that starts it.
        project.sentry_decides = not initialised
        return _settled(project)

    def _with_handlers(self, nodes: Iterable[Node]) -> list[str]:
        """Files not entered yet that may register handlers on apps, the likeliest first.

        Most handlers of a router stand in the file that makes it, others in those that import it.
        """
        makers = sorted({b.app.place.path for node in nodes for b in nodes_below(node)})
        importers = (path for maker in makers for path in self._linker.reach.importers(maker))
        files = dict.fromkeys((*makers, *importers))
        return [path for path in files if path not in self._linker.entered]

    # --- what is known ---------------------------------------------------------------------------

    def _evaluated(self) -> Project:
        self._explorer.evaluate()
        own = self._explorer.makers.markers
        markers = self._explorer.markers(Markers(own.texts, (*own.words, *_INIT.words)))
        return self._linker.project(self._linker.records(handlers=False), markers)

    def _undecided(self, project: Project) -> list[Node]:
        """The apps that may use Sentry, and of which no handler tells whether they are untagged."""
        nodes = project.own_apps
        paths = [node.app.place.path for node in nodes]
        evidence = project.evidence
        return [
            node
            for node, path in zip(nodes, paths, strict=True)
            if not node.app.optional
            if (evidence.strongest(path) or evidence.strongest(path, paths))
            and not self._is_decided(project, node)
        ]

    def _is_decided(self, project: Project, node: Node) -> bool:
        if project.answers(node):
            return True
        framework = project.frameworks[node.app.framework]
        further = framework.handlers(self._linker.ev, node.app)
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
    return any(root.encode() in data for root in sdk.SDK) and _INIT(data)


def _is_initialised(project: Project, node: Node) -> bool:
    """Whether the strongest evidence that there may be of an app is known."""
    others = [other.app.place.path for other in project.own_apps]
    return project.evidence.is_initialised(node.app.place.path, others)


def _has_telling_handler(project: Project, node: Node) -> bool:
    """Whether a handler is certainly uncovered; or if that is unknown of the app, any handler."""
    doubt = bool(project.apps.doubt(node))
    return any(
        doubt or judged.coverage is Coverage.UNCOVERED
        for judged in project.apps.handlers_of(node)
        if not judged.handler.websocket
    )
