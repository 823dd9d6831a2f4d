"""A short look at a project that names the contract: is all of every app tagged for certain?

Where a hook of the whole app tags its requests, nothing of what the app serves has to be known. It
is told by the files that make apps and those that have to do with the names of the contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from replaytag.contract import Contract, Occurrence
from replaytag.evaluator.relevance import is_everyday
from replaytag.evaluator.statements import touched
from replaytag.facts import model
from replaytag.facts.collector import collector_paused
from replaytag.project.deep import run_deep
from replaytag.project.explorer import Explorer
from replaytag.project.linker import Linker
from replaytag.project.nodes import Node
from replaytag.project.project import Project
from replaytag.project.reading import FactsReader
from replaytag.workspace.markers import Markers
from replaytag.workspace.survey import mentions_sentry
from replaytag.workspace.workspace import Workspace

_LINE_END = re.compile(r"\r\n|\r|\n")
_ROUNDS = 3
"""How far uses of what names the contract are followed through the project."""


def assure(
    workspace: Workspace, contract: Contract, reader: FactsReader | None = None
) -> Project | None:
    """The project as far as it takes to see that its apps are tagged; None: that cannot be seen.

    Of apps that do not use Sentry nothing is asked. Whatever a rule still has to say of the
    project says that more of it has to be looked at.
    """
    look = _Assurance(workspace, contract, reader)
    with collector_paused():
        return run_deep(look.project)


class _Assurance:
    def __init__(
        self, workspace: Workspace, contract: Contract, reader: FactsReader | None
    ) -> None:
        self._linker = Linker(workspace, contract, reader, tags=True)
        self._explorer = Explorer(self._linker)
        self._occurs = Occurrence(contract)
        self._used: dict[str, None] = {}
        """The names of what has to do with the contract."""

    def project(self) -> Project | None:
        """See :func:`assure`."""
        workspace, explorer, occurs = self._linker.workspace, self._explorer, self._occurs
        if occurs(b"") or workspace.config.taggers:
            return None  # what tags may stand anywhere
        first = explorer.making_or(occurs)
        named = [path for path in first if occurs(workspace.scan(path))]
        self._linker.begin([*dict.fromkeys((*named, *first))], explorer.starts)
        self._linker.relevance.start_all(named)
        if not self._enter_users(self._naming(named)):
            return None
        project = self._evaluated()
        apps = project.own_apps
        untagged = [node for node in apps if not project.apps.covers_all(node)]
        if not apps or len(untagged) == len(apps):
            return None
        if untagged:
            self._explorer.enter(self._explorer.worth(mentions_sentry))
            project = self._evaluated()
            untagged = [node for node in project.own_apps if not project.apps.covers_all(node)]
        if any(_may_use_sentry(project, node) for node in untagged):
            return None
        if not any(project.evidence_for(node) for node in project.own_apps):
            return None
        project.sentry_decides = bool(untagged)
        project.settle()
        return project

    def _naming(self, paths: Iterable[str]) -> set[str]:
        """What the top-level statements of these files bind in whose text the contract is named."""
        found: set[str] = set()
        for path in paths:
            facts = self._linker.files.load(path)
            lines = _LINE_END.split(self._linker.files.text(path))
            for statement in facts.body if facts else ():
                extent = slice(_first_line(statement) - 1, statement.span.end_line)
                if self._occurs("\n".join(lines[extent]).encode()):
                    found.update(touched(statement))
        return found

    def _enter_users(self, names: set[str]) -> bool:
        """Enters the files that use what has one of these names, and so on; False: too many do."""
        for _ in range(_ROUNDS):
            new = names - self._used.keys()
            if any(is_everyday(name) for name in new):
                return False
            self._used |= dict.fromkeys(sorted(new))
            files = self._explorer.worth(Markers(words=tuple(n.encode() for n in sorted(new))))
            if not files:
                return True
            self._explorer.enter(files)
            self._linker.relevance.start_all(files)
            names = self._explorer.callers_of(names)
        return False

    def _evaluated(self) -> Project:
        self._explorer.evaluate()
        markers = self._explorer.markers(self._explorer.makers.markers, self._used)
        return self._linker.project(self._linker.records(handlers=False), markers)


def _first_line(statement: model.Statement) -> int:
    """The first line of a statement, its decorators included."""
    lines = [statement.span.line]
    if isinstance(statement, (model.Function, model.Class)):
        lines += (node.span.line for node in statement.decorators)
    return min(lines)


def _may_use_sentry(project: Project, node: Node) -> bool:
    """Whether the app uses Sentry, be it the only one of its service or one of several."""
    path = node.app.place.path
    others = [other.app.place.path for other in project.own_apps]
    evidence = project.evidence
    return (evidence.strongest(path) or evidence.strongest(path, others)) is not None
