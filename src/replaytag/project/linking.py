"""From a workspace to a linked project: read what can matter, evaluate it, collect the records."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.modules import ModuleIndex
from replaytag.evaluator.relevance import Relevance
from replaytag.evaluator.signatures import Callback, Signatures
from replaytag.evaluator.values import Made
from replaytag.facts import model
from replaytag.facts.collector import collector_paused
from replaytag.facts.decoding import decode
from replaytag.facts.errors import SourceError
from replaytag.frameworks.base import Framework
from replaytag.frameworks.records import Hook, Run
from replaytag.frameworks.registry import frameworks
from replaytag.project import sentry
from replaytag.project.apps import Apps
from replaytag.project.deep import run_deep
from replaytag.project.evidence import Evidence
from replaytag.project.headers import HeaderReader
from replaytag.project.project import Project, Unreadable
from replaytag.project.reading import FactsReader
from replaytag.project.taggers import NoTaggers, TaggerJudge
from replaytag.workspace.workspace import Workspace

_ALWAYS = (b"sentry", b"openreplay", b"OpenReplay", b"openReplay", b"OPENREPLAY", b"raven")
_STAR = re.compile(rb"\bimport\s*\(?\s*\*")
_READS = ("headers", "META", "environ", "get_header", "openreplay", "OpenReplay", "openReplay")


@dataclass
class _Files:
    """Reads facts on demand and remembers what could not be read."""

    workspace: Workspace
    reader: FactsReader
    facts: dict[str, model.FileFacts | None] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    searched: set[str] = field(default_factory=set)
    """The files of which the bytes alone were asked."""

    def mentions(self, path: str, name: str) -> bool:
        """Whether ``name`` occurs in a file; ``*``: whether it takes in all names of another."""
        self.searched.add(path)
        data = self.workspace.read(path)
        if name == "*":
            return _STAR.search(data) is not None
        return name.encode() in data or not name.isascii()

    def load(self, path: str) -> model.FileFacts | None:
        if path not in self.facts:
            try:
                self.facts[path] = self.reader.read(path, self.workspace.read(path))
            except SourceError as error:
                self.facts[path] = None
                self.unreadable.append(Unreadable(path, error.line, error.column, error.message))
        return self.facts[path]


def link(
    workspace: Workspace,
    contract: Contract,
    *,
    tags: bool = True,
    reader: FactsReader | None = None,
) -> Project:
    """Analyses the project in ``workspace`` by ``contract``.

    ``tags`` is whether what the code puts on Sentry's scopes is followed. Where no name of the
    contract occurs in the project, nothing of it can concern the contract, and apps and handlers
    alone are enough. ``reader`` may know facts from before.
    """
    known = frameworks()
    words = (contract.header.encode(), contract.tag.encode())
    markers = (*_ALWAYS, *words, *(marker for f in known for marker in f.markers))
    seeds = [
        path
        for path in workspace.files
        if not workspace.is_supporting(path) and _matters(workspace.scan(path), markers)
    ]
    files = _Files(workspace, reader or FactsReader())
    files.reader.prepare(workspace, seeds)
    with collector_paused():
        project = run_deep(lambda: _link(workspace, contract, tags, files, seeds))
    project.markers = markers
    project.parsed = files.facts
    project.asked = frozenset(files.searched)
    return project


def _matters(data: bytes, markers: tuple[bytes, ...]) -> bool:
    """Whether a file can say anything about apps, handlers, hooks or Sentry by itself."""
    return any(marker in data for marker in markers)


def _link(
    workspace: Workspace, contract: Contract, tags: bool, files: _Files, seeds: list[str]
) -> Project:
    known = frameworks()
    relevance = _relevance(workspace, known, contract if tags else None, files, seeds)
    ev = Evaluator(
        ModuleIndex(workspace.files),
        files.load,
        Signatures(
            frozenset().union(*(f.libraries for f in known), sentry.SDK),
            frozenset().union(*(f.types for f in known)),
            sentry.notable,
            _callbacks(known),
        ),
        relevance,
        frozenset(seeds).__contains__,
        files.mentions,
    )
    for framework in known:
        framework.prepare(ev, tuple(seeds))
    for path in seeds:
        ev.module(path)
    ev.analyse_uncalled()
    reader = HeaderReader(known)
    judge = TaggerJudge(ev, contract, reader) if tags else NoTaggers(ev, contract, reader)
    records = [r for f in known for r in f.records(ev, workspace.files)]
    evidence = Evidence(ev, workspace)
    apps = Apps(records, judge)
    if tags:
        _add_event_callbacks(apps, evidence)
    project = Project(
        workspace=workspace,
        contract=contract,
        ev=ev,
        frameworks={f.name: f for f in known},
        apps=apps,
        evidence=evidence,
        reader=reader,
        judge=judge,
        seeds=tuple(seeds),
        tags=tags,
        words=relevance.words,
        unreadable_files=files.unreadable,
    )
    project.settle()
    return project


def _add_event_callbacks(apps: Apps, evidence: Evidence) -> None:
    """``before_send`` and event processors run for every event of an app that initialises them."""
    served = [node for node in apps.served() if apps.has_handlers(node)]
    paths = [node.app.place.path for node in served]
    for place, function, arguments in evidence.event_callbacks():
        for node in served:
            if place.path in {p.path for p in evidence.of(node.app.place.path, paths)}:
                run = Run(function, arguments)
                apps.add_hook(node, Hook(node.app.value, function, place, (run,)))


def _relevance(
    workspace: Workspace,
    known: tuple[Framework, ...],
    contract: Contract | None,
    files: _Files,
    seeds: list[str],
) -> Relevance:
    """Which functions to evaluate: those that register, and by a contract those that tag."""
    core = {name for f in known for name in f.names()}
    local = set(sentry.SDK)
    if contract is not None:
        core |= sentry.NAMES
        local |= {*_READS, *re.findall(r"\w{4,}", f"{contract.header} {contract.tag}")}

    def text(path: str) -> str:
        return decode(workspace.read(path))[0]

    relevance = Relevance(core, local, text)
    loaded = ((path, files.load(path)) for path in seeds)
    relevance.close((path, facts.body) for path, facts in loaded if facts is not None)
    return relevance


def _callbacks(known: tuple[Framework, ...]) -> Callable[[Made], Callback | None]:
    def callback(made: Made) -> Callback | None:
        found = sentry.callback(made)
        if found is not None:
            return found
        return next((c for f in known if (c := f.callback(made)) is not None), None)

    return callback
