"""The linked project and the questions that rules and reports put to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from replaytag.actions import InsertAfter, InsertBefore
from replaytag.contract import CONTRACTS, Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Constant, Unknown, Value, options
from replaytag.facts.model import FileFacts
from replaytag.frameworks.base import Framework
from replaytag.frameworks.reading.lookups import UNKNOWN
from replaytag.frameworks.records import Recipe
from replaytag.frameworks.writing.sdk_generation import for_sdk
from replaytag.frameworks.writing.tagging import adapted, is_free
from replaytag.project import scopes, sdk, sentry
from replaytag.project.absence import Absence
from replaytag.project.apps import Apps
from replaytag.project.attempts import RANK, Attempt
from replaytag.project.evidence import Evidence
from replaytag.project.failing import FailingRead, find_failing
from replaytag.project.files import Files
from replaytag.project.headers import HeaderRead, HeaderReader
from replaytag.project.inventory import HandlerReport, TagCallReport
from replaytag.project.late import LateTag, find_late
from replaytag.project.listing import list_handlers, list_tag_calls
from replaytag.project.nodes import Judged, Node
from replaytag.project.reach import Reach
from replaytag.project.taggers import TaggerJudge
from replaytag.project.turns import LateTurn, find_late_turns
from replaytag.project.unregistered import UnregisteredTagger, find_unregistered, lone_attempts
from replaytag.project.untagged import UntaggedRead, find_untagged
from replaytag.source import Place
from replaytag.workspace.markers import Markers
from replaytag.workspace.survey import NO_SENTRY, UNCLEAR
from replaytag.workspace.workspace import Workspace

if TYPE_CHECKING:
    from replaytag.workspace.versions import KnownVersions

_NEWER = (
    f"OpenReplay 1.21 and newer looks for the tag `{CONTRACTS['session-id'].tag}`, not for "
    f"`{CONTRACTS['token'].tag}`: choose `contract` in [tool.replaytag] "
    '("token", "session-id" or "both")'
)


@dataclass
class Project:
    """One analysed project."""

    workspace: Workspace
    contract: Contract
    ev: Evaluator
    frameworks: dict[str, Framework]
    apps: Apps
    evidence: Evidence
    """What shows that Sentry is in use, and where."""
    reader: HeaderReader
    judge: TaggerJudge
    files: Files
    reach: Reach
    markers: Markers
    """What a file's bytes hold if it is read without being imported."""
    words: frozenset[str]
    """The words for which functions are looked into."""
    others: tuple[Project, ...] = ()
    """The same project by each further contract of its own."""
    tags: bool = True
    """Whether Sentry's tags and the reads of headers were followed."""
    edits: bool = True
    """Whether the edits of fixes are worked out, and not just promised."""
    searched: bool = False
    """Whether the text of all files was searched for a name."""
    sentry_decides: bool = True
    """Whether a file may matter for no other reason than that it names Sentry."""

    def settle(self) -> None:
        """Computes everything that evaluates code, while the evaluator's deep stack is there."""
        for other in self.others:
            other.settle()
        for hook in self.apps.hooks:
            self.apps.attempts_of(hook)
        _ = self.served, self.apps.unserved()
        _ = self.sentry_tags, self.sentry_data, self.header_reads, self.unregistered
        _ = self.attempts, self.late, self.late_turns, self.failing, self.untagged

    def unreadable(self) -> list[tuple[str, int, int, str]]:
        """(path, line, column, message) of each file that could not be read."""
        return [
            (u.path, u.line, u.column, u.message)
            for u in sorted(set(self.files.unreadable))
            if not self.workspace.is_supporting(u.path)
        ]

    # --- what was looked at ----------------------------------------------------------------------

    @property
    def parsed(self) -> Mapping[str, FileFacts | None]:
        """The files that were read, by path; None for those that cannot be."""
        return self.files.facts

    @property
    def asked(self) -> set[str]:
        """The files of which only the bytes were asked: for a name, or for what they import."""
        return self.files.searched | self.reach.searched

    @property
    def telling(self) -> Markers:
        """What a file that was passed over does not hold, or holds without making a difference."""
        own = self.markers
        return Markers(own.texts, (*own.words, *sorted(self.reach.names)), own.roots)

    # --- inventories -----------------------------------------------------------------------------

    @cached_property
    def served(self) -> list[tuple[Node, list[Judged]]]:
        """Each served app with its handlers, judged."""
        return [(node, self.apps.handlers_of(node)) for node in self.apps.served()]

    @property
    def own_apps(self) -> list[Node]:
        """The apps that are served, but for those of tests, examples and documentation."""
        supporting = self.workspace.is_supporting
        return [node for node in self.apps.served() if not supporting(node.app.place.path)]

    def answers(self, node: Node) -> bool:
        """Whether a served app answers requests for certain, be its handlers known or not."""
        return self.frameworks[node.app.framework].answers(self.ev, node.app)

    def handlers(self) -> list[HandlerReport]:
        """Every handler, once, sorted by place."""
        return list_handlers(self)

    def tag_calls(self) -> list[TagCallReport]:
        """The inventory of Sentry tag calls, sorted by place."""
        return list_tag_calls(self)

    @cached_property
    def sentry_tags(self) -> list[sentry.TagCall]:
        """Every Sentry tag call found, each once."""
        if not self.tags:
            return []
        self._run_event_callbacks()
        found: dict[tuple[Place, str | None], sentry.TagCall] = {}
        for made in list(self.ev.made):
            for call in sentry.tag_calls(made, made.contexts):
                found.setdefault((call.place, call.name), call)
        for store in list(self.ev.stores):
            for call in sentry.stored_tags(store):
                found.setdefault((call.place, call.name), call)
        return [found[key] for key in sorted(found, key=lambda k: (k[0], k[1] or ""))]

    @cached_property
    def sentry_data(self) -> list[sentry.TagCall]:
        """What is put on events, spans and scopes of Sentry's by a name and is no tag."""
        calls = (sentry.data_calls(made, made.contexts) for made in list(self.ev.made))
        return [call for found in calls for call in found] if self.tags else []

    def _run_event_callbacks(self) -> None:
        for _, function, arguments in self.evidence.event_callbacks():
            self.ev.trace_of(function, arguments)

    def reaches(self, call: sentry.TagCall) -> sentry.Reaches:
        """Whether a tag reaches an error event: a closed scope's does if it is captured inside."""
        if call.scope == "closed" and self._captured_inside(call):
            return sentry.Reaches.YES
        return call.reaches

    def _captured_inside(self, call: sentry.TagCall) -> bool:
        blocks = {c for c in call.contexts if scopes.opened_scope(c) is not None}
        return any(blocks & set(made.contexts) for made in self.ev.made if sdk.is_capture(made))

    @cached_property
    def header_reads(self) -> list[HeaderRead]:
        """Every read of a header with a constant name, each once."""
        if not self.tags:
            return []
        self._run_event_callbacks()
        found: dict[tuple[Place | None, object], HeaderRead] = {}
        for value in self.ev.terms():
            read = self.reader.own(value)
            if read is not None and read.key is not None:
                key = (read.key.place, read.key.value)
                # The same code may be seen with and without knowing what it is handed.
                if key not in found or found[key].lookup is UNKNOWN:
                    found[key] = read
        return list(found.values())

    @cached_property
    def header_name_places(self) -> set[Place]:
        """Where the names stand under which headers are read."""
        return {read.key.place for read in self.header_reads if read.key and read.key.place}

    @cached_property
    def unregistered(self) -> list[UnregisteredTagger]:
        """Taggers that nothing hooks up."""
        return find_unregistered(self) if self.tags else []

    @cached_property
    def attempts(self) -> list[Attempt]:
        """Every attempt to tag, by hooks, handlers and functions of which no caller is known.

        Each call once, in order of their places: as it is where it comes out best. None is of
        tests, examples or documentation.
        """
        met = {attempt.place for attempt in self.run_attempts}
        lone = [attempt for attempt in self.lone_attempts if attempt.place not in met]
        found = [*self.run_attempts, *lone]
        best: dict[tuple[Place, str | None], Attempt] = {}
        for attempt in sorted(found, key=lambda attempt: RANK[attempt.outcome]):
            best.setdefault((attempt.place, attempt.call.name), attempt)
        return sorted(best.values(), key=lambda attempt: attempt.place)

    @cached_property
    def run_attempts(self) -> list[Attempt]:
        """The attempts to tag by hooks and handlers, each as often as anything runs it."""
        if not self.tags:
            return []
        found = [attempt for hook in self.apps.hooks for attempt in self.apps.attempts_of(hook)]
        found += [attempt for item in self.judged() for attempt in item.attempts]
        return self._own(found)

    @cached_property
    def lone_attempts(self) -> list[Attempt]:
        """The attempts of functions that hold one, as if nothing was known of who calls them."""
        if not self.tags:
            return []
        return self._own(attempt for _, attempt in lone_attempts(self))

    def _own(self, attempts: Iterable[Attempt]) -> list[Attempt]:
        """Those of ``attempts`` that are not of tests, examples or documentation."""
        supporting = self.workspace.is_supporting
        return [a for a in dict.fromkeys(attempts) if not supporting(a.place.path)]

    @cached_property
    def absence(self) -> Absence:
        """What values come to where the header is not in the request."""
        functions = {function.place: function for function in self.ev.functions()}

        def default(place: Place, name: str) -> Value | None:
            function = functions.get(place)
            return Unknown("no function") if function is None else function.defaults.get(name)

        return Absence(self.contract, self.reader, default)

    @cached_property
    def failing(self) -> list[FailingRead]:
        """The reads that fail a request without the header."""
        return find_failing(self) if self.tags else []

    @cached_property
    def untagged(self) -> list[UntaggedRead]:
        """Reads of the header in apps of which nothing in the project tags any."""
        return find_untagged(self) if self.tags else []

    @property
    def is_sequential(self) -> bool:
        """Whether every app handles one request after the other."""
        served = self.own_apps
        return bool(served) and all(self.frameworks[n.app.framework].sequential for n in served)

    def judged(self) -> list[Judged]:
        """Every handler, judged; those of routers that no app is known to serve, too."""
        return [*(item for _, items in self.served for item in items), *self.apps.unserved()]

    def is_met(self, attempt: Attempt) -> bool:
        """Whether a hook or handler makes this attempt: of any other it is not known what does."""
        return attempt.place in {met.place for met in self.run_attempts}

    @cached_property
    def late(self) -> list[LateTag]:
        """Tag calls that come too late for the errors of a handler."""
        return find_late(self) if self.tags else []

    @cached_property
    def late_turns(self) -> list[LateTurn]:
        """Taggers before which other hooks run that can fail."""
        return find_late_turns(self) if self.tags else []

    @cached_property
    def unregistered_apps(self) -> set[Node]:
        """Apps for which a tagger exists and only has to be registered."""
        return {tagger.node for tagger in self.unregistered if tagger.node is not None}

    def tag_of(self, attempt: Attempt) -> str:
        """The tag of the contract that an attempt means."""
        return self.contract.tag if attempt.tag is None else attempt.tag.name

    def recipe(self, node: Node) -> Recipe:
        """How to write and register a tagger by the contract for the app ``node``."""
        framework = self.frameworks[node.app.framework]
        recipe = framework.recipe(self.ev, node.app, self.contract)
        recipe = for_sdk(recipe, partial(self.sdk_at_least, node.app.place.path))
        recipe = adapted(recipe, self.contract)
        if all(is_free(self.files.text(path), self.contract) for path in _into_functions(recipe)):
            return recipe
        return replace(recipe, actions=(), reason="a name that it needs is in use there")

    def sdk_at_least(self, path: str, version: str) -> bool | None:
        """Whether the code at ``path`` runs with this version of the SDK or a newer one.

        As manifests and locks say; None where it may or may not.
        """
        found = self._versions.of("sentry-sdk", path)
        return found.at_least(version) if found is not None else None

    @cached_property
    def _versions(self) -> KnownVersions:
        # What reads requirements takes a while to import, and is rarely asked.
        from replaytag.workspace.versions import KnownVersions

        return KnownVersions(self.workspace)

    def constants(self, value: Value | None) -> list[Constant]:
        """The constants that ``value`` may be."""
        if value is None:
            return []
        return [option for option in options(value) if isinstance(option, Constant)]

    def evidence_for(self, node: Node) -> Place | None:
        """What shows best that an app uses Sentry; None: nothing does."""
        others = [
            other.app.place.path
            for other, found in self.served
            if (found or self.answers(other)) and (other is node or not other.app.optional)
        ]
        return self.evidence.strongest(node.app.place.path, others)

    def notes(self) -> list[str]:
        """What a person should know that is no diagnostic."""
        notes = []
        served = self.apps.served()
        if served and all(self.evidence_for(node) is None for node in served):
            notes.append(UNCLEAR if self.evidence.anywhere else NO_SENTRY)
        return notes

    def advice(self) -> list[str]:
        """What to know of a contract that nobody has chosen, where it is what decides."""
        used = any(self.evidence_for(node) is not None for node in self.apps.served())
        return [_NEWER] if used and not self.workspace.config.is_chosen else []


def _into_functions(recipe: Recipe) -> list[str]:
    """The files in which a recipe puts statements into functions that are there."""
    return [
        action.path
        for action in recipe.actions
        if isinstance(action, (InsertAfter, InsertBefore))
        and not action.code.startswith(("@", "def ", "class ", "async "))
    ]
