"""Evaluates files of one project, and puts together what the frameworks find in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.modules import ModuleIndex
from replaytag.evaluator.relevance import Relevance
from replaytag.evaluator.signatures import Callback, Signatures
from replaytag.evaluator.values import Made
from replaytag.frameworks.base import Framework
from replaytag.frameworks.declared import Declared, is_one_of
from replaytag.frameworks.records import App, Hook, Record, Run
from replaytag.frameworks.registry import known
from replaytag.frameworks.signs import Signs
from replaytag.project import sdk, sentry
from replaytag.project.apps import Apps
from replaytag.project.declared_taggers import DeclaredTaggers
from replaytag.project.evidence import Evidence
from replaytag.project.files import Files
from replaytag.project.header_hints import HeaderHints
from replaytag.project.headers import HeaderReader
from replaytag.project.presence import Presence
from replaytag.project.project import Project
from replaytag.project.reach import Reach
from replaytag.project.reading import FactsReader
from replaytag.project.taggers import NoTaggers, TaggerJudge
from replaytag.workspace.documents import Documents
from replaytag.workspace.markers import Markers
from replaytag.workspace.workspace import Workspace

_ALWAYS = (b"sentry", b"openreplay", b"OpenReplay", b"openReplay", b"OPENREPLAY", b"raven")
_READS = ("headers", "META", "environ", "get_header", "openreplay", "OpenReplay", "openReplay")


class Linker:
    """Links the project in ``workspace`` by ``contract``, from the files that it is told to enter.

    ``tags`` is whether what the code puts on Sentry's scopes is followed. All other files are
    evaluated as far as names of theirs are looked up.
    """

    def __init__(
        self,
        workspace: Workspace,
        contract: Contract,
        reader: FactsReader | None,
        *,
        tags: bool,
    ) -> None:
        self.workspace = workspace
        self.contracts = (contract, *workspace.config.contracts)
        self.tags = tags
        signs = known()
        if workspace.config.handlers:
            signs = (*signs, Signs.of(Declared(workspace.config.handlers)))
        reader = reader or FactsReader()
        self.processes = reader.effort.processes
        """How many processes may look through files at once."""
        self.presence = Presence(workspace, signs, self.processes)
        self.frameworks = self.presence.frameworks
        self.files = Files(workspace, reader)
        self.entered: dict[str, None] = {}

    @property
    def markers(self) -> Markers:
        """What a file holds if it can say anything of apps, handlers, hooks or Sentry by itself."""
        taggers = (name.rpartition(".")[2] for name in self.workspace.config.taggers.names)
        own = (name.encode() for name in (*self._names, *taggers))
        texts = (marker for framework in self.frameworks for marker in framework.markers)
        return Markers((*_ALWAYS, *own, *texts))

    @property
    def _names(self) -> list[str]:
        """The names of the contracts."""
        return [n for c in self.contracts for n in (c.header, *(tag.name for tag in c.tags))]

    def begin(self, paths: Sequence[str], starts: Iterable[str] | None = None) -> None:
        """Enters the first files: they decide which functions of the project are followed.

        ``starts`` are as for ``Relevance``.
        """
        config = self.workspace.config
        self.entered = dict.fromkeys(paths)
        self.relevance = self._relevance(paths, starts)
        self.ev = Evaluator(
            ModuleIndex(self.workspace.files),
            self.files.load,
            Signatures(
                frozenset().union(*(f.libraries for f in self.frameworks), sdk.SDK),
                frozenset().union(*(f.types for f in self.frameworks)),
                self._notable,
                _callbacks(self.frameworks),
                config.handlers.called | config.taggers.called,
                HeaderHints(*self.contracts) if self.tags else lambda value: False,
                frozenset(name for f in self.frameworks for name in f.app_classes),
            ),
            self.relevance,
            Documents(self.workspace),
            self.entered.__contains__,
            self.files.mentions,
        )
        self.reach = Reach(self.ev, self.workspace, self.processes)
        for framework in self.frameworks:
            framework.prepare(self.ev, tuple(paths))
        self.enter(paths)

    def enter(self, paths: Iterable[str]) -> None:
        """Evaluates files as a whole."""
        for path in paths:
            self.entered[path] = None
            self.ev.finish(path)

    def records(self, *, handlers: bool) -> list[Record]:
        """What the frameworks find; ``handlers`` is whether those that take long are wanted."""
        found: list[Record] = []
        for framework in self.frameworks:
            records = list(framework.records(self.ev, self.workspace.files))
            found += records
            if handlers:
                for record in records:
                    if isinstance(record, App):
                        found += framework.handlers(self.ev, record)
        return found

    def project(self, records: Iterable[Record], markers: Markers) -> Project:
        """What is known now: the project of ``records``, not settled yet."""
        found = list(records)
        first, *others = (
            self._by_contract(contract, found, markers) for contract in self.contracts
        )
        first.others = tuple(others)
        return first

    def _by_contract(self, contract: Contract, records: list[Record], markers: Markers) -> Project:
        reader = HeaderReader(self.frameworks)
        declared = DeclaredTaggers(self.ev, self.workspace.config.taggers, contract)
        judge = (TaggerJudge if self.tags else NoTaggers)(self.ev, contract, reader, declared)
        evidence = Evidence(self.ev, self.workspace, self.reach)
        sequential = frozenset(f.name for f in self.frameworks if f.sequential)
        apps = Apps(records, judge, sequential)
        if self.tags:
            _add_event_callbacks(apps, evidence)
        return Project(
            workspace=self.workspace,
            contract=contract,
            ev=self.ev,
            frameworks={f.name: f for f in self.frameworks},
            apps=apps,
            evidence=evidence,
            reader=reader,
            judge=judge,
            files=self.files,
            reach=self.reach,
            markers=markers,
            words=self.relevance.words,
            tags=self.tags,
        )

    def _notable(self, made: Made) -> bool:
        """Whether a call belongs in a trace."""
        return sdk.notable(made) or is_one_of(made.callee, self.workspace.config.taggers.functions)

    def _relevance(self, paths: Sequence[str], starts: Iterable[str] | None) -> Relevance:
        """Which functions to evaluate: those that register, and by a contract those that tag."""
        core = {name for f in self.frameworks for name in f.names()}
        # A factory may do no more than make an app, and say ``@app.get("/")``.
        core |= {name.rpartition(".")[2] for f in self.frameworks for name in f.app_classes}
        local = set(sdk.SDK)
        if self.tags:
            core |= sentry.NAMES
            local |= {*_READS, *re.findall(r"\w{4,}", " ".join(self._names))}
            local |= {name.rpartition(".")[2] for name in self.workspace.config.taggers.called}

        methods = {name for f in self.frameworks for name in f.view_methods}
        everyday = self.presence.everyday
        relevance = Relevance(core, local, self.files.text, starts, methods, everyday)
        loaded = ((path, self.files.load(path)) for path in paths)
        relevance.close((path, facts.body) for path, facts in loaded if facts is not None)
        return relevance


def _add_event_callbacks(apps: Apps, evidence: Evidence) -> None:
    """``before_send`` and event processors run for every event of an app that initialises them."""
    served = [node for node in apps.served() if apps.has_handlers(node)]
    paths = [node.app.place.path for node in served]
    for place, function, arguments in evidence.event_callbacks():
        for node in served:
            if place.path in {p.path for p in evidence.of(node.app.place.path, paths)}:
                run = Run(function, arguments)
                apps.add_hook(node, Hook(node.app.value, function, place, (run,)))


def _callbacks(known: tuple[Framework, ...]) -> Callable[[Made], Callback | None]:
    def callback(made: Made) -> Callback | None:
        found = sdk.callback(made)
        if found is not None:
            return found
        return next((c for f in known if (c := f.callback(made)) is not None), None)

    return callback
