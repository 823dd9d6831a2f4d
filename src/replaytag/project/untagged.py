"""Reads of the contract's header whose value reaches nothing of Sentry's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from replaytag.actions import Action, AddImport, InsertAfter
from replaytag.contract import Verdict, judge_tag
from replaytag.evaluator.state import Call, Context, Inside, Read, Step
from replaytag.evaluator.values import Constant, Item, Made, MappingValue, Parameter, Value, root
from replaytag.facts import model
from replaytag.facts.walk import around
from replaytag.frameworks.records import CONTINUE, Hook, Reach, Run, Scope, When
from replaytag.frameworks.writing.tagging import is_free, statements
from replaytag.project import scopes, sdk
from replaytag.project.absence import is_null
from replaytag.project.nodes import Node
from replaytag.source import Place, Span, frozen

if TYPE_CHECKING:
    from replaytag.project.project import Project


@frozen
class UntaggedRead:
    """The read of one app that is the best to tag with; ``actions`` do so where it is certain."""

    node: Node
    place: Place
    name: str = ""
    """What its value is bound to, where that is certain."""
    actions: tuple[Action, ...] = ()


def find_untagged(project: Project) -> list[UntaggedRead]:
    """One read for each app that uses Sentry, if nothing in the project takes one to Sentry."""
    reads = [r for r in project.header_reads if r.header() == project.contract.header.lower()]
    if not reads or project.attempts or _anything_reaches_sentry(project):
        return []
    found = []
    for node in project.own_apps:
        if project.evidence_for(node) is None:
            continue
        known = sorted(_reads_of(project, node), key=lambda read: (not read.actions, read.place))
        if known:
            found.append(known[0])
    return found


def _anything_reaches_sentry(project: Project) -> bool:
    """Whether the header, or a tag of the contract's, is handed to Sentry in any way."""
    for call in project.sentry_tags:
        name = call.name
        meant = name is None or judge_tag(name, project.contract).verdict is not Verdict.FOREIGN
        if meant or name in [tag.name for tag in project.contract.rivals]:
            return True
    return any(
        sdk.is_sentry(made) and any(_carries(project, part) for part in _parts(made))
        for made in project.ev.made
    )


def _parts(made: Made) -> Iterator[Value]:
    for value in (*made.arguments, *(value for _, value in made.keywords)):
        yield value
        if isinstance(value, MappingValue):
            for key, entry in value.entries:
                yield key
                yield entry


def _carries(project: Project, value: Value) -> bool:
    if isinstance(value, Constant):
        return value.value in [tag.name for tag in project.contract.tags]
    return any(map(project.absence.means, project.reader.reads(value)))


def _reads_of(project: Project, node: Node) -> Iterator[UntaggedRead]:
    """The reads in the hooks and handlers of an app."""
    for hook in project.apps.hooks_for(node):
        for run in hook.runs:
            certain = _is_certain(node, hook, run)
            for value, place, before in _read_in(project, run):
                yield _untagged(project, node, value, place, certain=certain and before)
    for item in dict(project.served).get(node, ()):
        for run in item.handler.runs:
            for value, place, _ in _read_in(project, run):
                yield _untagged(project, node, value, place, certain=False)


def _is_certain(node: Node, hook: Hook, run: Run) -> bool:
    """Whether a hook runs for all of an app's handlers, before them, in the request's scope."""
    scope = run.scope or hook.scope
    return (
        (hook in node.hooks or hook.reach is Reach.APP)
        and hook.requests
        and not hook.doubt
        and run.when is When.BEFORE
        and scope is node.app.scope is Scope.INSIDE
    )


def _read_in(project: Project, run: Run) -> Iterator[tuple[Value, Place, bool]]:
    """The reads of the header in one call, and whether each comes first whatever happens."""
    for value in (value for _, value in run.keywords if isinstance(value, Parameter)):
        marker = value.annotation
        if isinstance(marker, Made) and _is_header(project, value, marker.place):
            yield value, marker.place, False
    before = True
    for step in project.ev.trace_of(run.function, run.arguments, run.keywords):
        if _continues(step):
            before = False
        elif isinstance(step, Read) and _is_header(project, step.value, step.place):
            yield step.value, step.place, before and all(map(_is_plain, step.contexts))


def _continues(step: Step) -> bool:
    return isinstance(step, Call) and root(step.made.callee) == CONTINUE


def _is_plain(context: Context) -> bool:
    return isinstance(context, Inside) and scopes.opened_scope(context) is None


def _is_header(project: Project, value: Value, place: Place) -> bool:
    """Whether ``value`` is a read that finds the header, and not in a test or an example."""
    read = project.reader.own(value)
    found = read is not None and read.header() == project.contract.header.lower()
    return found and not project.workspace.is_supporting(place.path)


def _untagged(
    project: Project, node: Node, value: Value, place: Place, *, certain: bool
) -> UntaggedRead:
    name = _bound_to(project, place) if certain else None
    text = project.files.text(place.path)
    if name is None or not _is_token(project, value) or not is_free(text, project.contract):
        return UntaggedRead(node, place)
    read = project.reader.own(value)
    raw = read is not None and read.key is not None and isinstance(read.key.value, bytes)
    token = f'{name}.decode("latin-1")' if raw else name
    lines = statements("sentry_sdk.set_tag", token, project.contract, " " * 8)
    code = "".join((f"if {name}:\n", *(f"    {line}\n" for line in lines)))
    actions = (AddImport(place.path, "sentry_sdk"), InsertAfter(place.path, place.span, code))
    return UntaggedRead(node, place, name, actions)


def _is_token(project: Project, value: Value) -> bool:
    """Whether a read gives one text, or nothing."""
    results = project.absence.results(value)
    nothing = bool(results) and all(r.kind == "is" and is_null(r.value) for r in results)
    return nothing or isinstance(value, Item)


def _bound_to(project: Project, place: Place) -> str | None:
    """The local name that the value read at ``place`` is bound to, as it is."""
    facts = project.files.load(place.path)
    nodes = around(facts.body, place.span) if facts is not None else []
    functions = [node for node in nodes if isinstance(node, model.Function)]
    if not functions:
        return None
    for node in nodes:
        match node:
            case model.Assign(targets=(model.Name(id=name),), value=value):
                shared = any(name in one.names for one in _scoped(functions[-1]))
                return name if _spans(value, place.span) and not shared else None
    return None


def _scoped(function: model.Function) -> list[model.Scoped]:
    return [statement for statement in function.body if isinstance(statement, model.Scoped)]


def _spans(value: model.Expression | None, span: Span) -> bool:
    return value is not None and value.span == span
