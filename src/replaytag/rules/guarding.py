"""How a tag call is put under ``if token:``; RT104 and RT201 share it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replaytag.actions import Action, InsertBefore, PutUnder, ReplaceText
from replaytag.facts import model
from replaytag.facts.walk import around, walk
from replaytag.project.attempts import Outcome
from replaytag.rules.written import Written
from replaytag.source import Span, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from replaytag.project import Project
    from replaytag.project.sentry import TagCall

_NAMES = ("token", "openreplay_token", "replay_token", "openreplay_session_token")
_SETTERS = frozenset({"set_tag", "setdefault"})
_OWN_SCOPE = (model.Lambda, model.Comprehension)


@frozen
class WrittenCall:
    """A tag call as it is written: the value that it sets, and what stands round it.

    ``span`` lies in the statement and outlasts a change of the value.
    """

    path: str
    span: Span
    value: model.Expression
    around: tuple[object, ...]

    @property
    def function(self) -> model.Function | None:
        """The innermost ``def`` round it."""
        found = [node for node in self.around if isinstance(node, model.Function)]
        return found[-1] if found else None


@frozen
class Guard:
    """What puts a tag call under a test of its token; or ``reason`` why nothing certain does.

    ``tested`` is the expression that the test is about.
    """

    actions: tuple[Action, ...] = ()
    tested: model.Expression | None = None
    reason: str = ""


def written(project: Project, call: TagCall) -> WrittenCall | str:
    """The tag call in the facts of its file; or why no guard of it is certain."""
    facts = project.files.load(call.place.path)
    nodes = around(facts.body, call.place.span) if facts is not None else []
    own = [node for node in nodes if getattr(node, "span", None) == call.place.span]
    node = own[-1] if own else None
    if call.scope == "capture":
        return "the call sends an event"
    after_def = _inner(nodes)
    if any(isinstance(one, _OWN_SCOPE) for one in after_def):
        return "the call is part of an expression that runs later"
    if isinstance(node, model.Evaluate):
        node = node.value
    if isinstance(node, model.Assign) and node.value is not None:
        value = _only_value(node.value)
        span = node.targets[0].span
    elif isinstance(node, model.Call):
        value, span = _value_of(node, call), node.span
        if _is_handed_its_name(node, nodes):
            return "the call sets other tags as well"
    else:
        return "the call is not found where it stands"
    if value is None:
        return "the call sets other tags as well"
    return WrittenCall(call.place.path, span, value, tuple(nodes))


def guard(project: Project, call: TagCall, null: Sequence[object]) -> Guard:
    """How to put a tag call, which may set ``null``, under a test of its token."""
    found = written(project, call)
    if isinstance(found, str):
        return Guard(reason=found)
    tested = _tested(found.value, null)
    return guard_on(project, found, tested, text_at(project, found.path, tested.span))


def guard_on(project: Project, found: WrittenCall, tested: model.Expression, text: str) -> Guard:
    """Puts a tag call under a test of ``tested``, a part of its value, written as ``text``."""
    if isinstance(tested, model.Name):
        return Guard((PutUnder(found.path, found.span, tested.id),), tested)
    name = next(_free_names(text_at(project, found.path, _scope(project, found))))
    text = _moved_left(text, _indentation(project, found.path, tested.span.line))
    return Guard(
        (
            ReplaceText(found.path, tested.span, name),
            InsertBefore(found.path, found.span, f"{name} = {text}"),
            PutUnder(found.path, found.span, name),
        ),
        tested,
    )


def tagging_with(project: Project, path: str, span: Span) -> WrittenCall | None:
    """The one tag call of a hook or handler in whose value ``span`` lies, if a guard is certain."""
    found = [
        call for call in _guardable(project) if call.path == path and call.value.span.contains(span)
    ]
    return found[0] if len(found) == 1 else None


def guards_of(
    project: Project, path: str, function: model.Function, name: str
) -> list[Action] | None:
    """What puts all uses of the local ``name`` under a test of it; None: not all are tag calls."""
    uses = [
        node.span
        for node in walk(function.body)
        if isinstance(node, model.Name) and node.id == name and node.span not in _bound(function)
    ]
    calls = [tagging_with(project, path, span) for span in uses]
    if not calls or None in calls:
        return None
    return [PutUnder(path, call.span, name) for call in dict.fromkeys(calls) if call is not None]


def _bound(function: model.Function) -> set[Span]:
    """Where names are assigned to in a function."""
    return {
        target.span
        for node in walk(function.body)
        if isinstance(node, model.Assign)
        for target in node.targets
    }


def _guardable(project: Project) -> list[WrittenCall]:
    """The tag calls of hooks and handlers, in scopes of requests, that can be put under a test."""
    calls = {
        attempt.place: attempt.call
        for attempt in project.run_attempts
        if attempt.outcome not in (Outcome.UNKNOWN, Outcome.FOREIGN, Outcome.LEAKS)
    }
    found = (written(project, call) for call in calls.values())
    return [one for one in found if isinstance(one, WrittenCall)]


def text_at(project: Project, path: str, span: Span) -> str:
    """What is written at ``span``, its lines parted as in the code of actions."""
    file = Written(project, path)
    return file.at(span).replace(file.newline, "\n")


def _indentation(project: Project, path: str, line: int) -> str:
    text = text_at(project, path, Span(line, 1, line + 1, 1))
    return text[: len(text) - len(text.lstrip(" \t"))]


def _moved_left(text: str, indentation: str) -> str:
    """The further lines of ``text`` as they stand when the first one is at the margin."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(line.removeprefix(indentation) for line in rest)])


def _inner(nodes: Sequence[object]) -> list[object]:
    """Those of ``nodes`` that are in the innermost ``def``."""
    last = max((i for i, node in enumerate(nodes) if isinstance(node, model.Function)), default=-1)
    return list(nodes[last + 1 :])


def _value_of(node: model.Call, call: TagCall) -> model.Expression | None:
    name = getattr(node.callee, "name", getattr(node.callee, "id", ""))
    plain = [argument for argument in node.arguments if not argument.star]
    if len(plain) != len(node.arguments):
        return None
    if name in _SETTERS:
        positional = [argument.value for argument in plain if argument.name is None]
        named = [a.value for a in plain if a.name in ("value", "default")]
        return positional[1] if len(positional) > 1 else named[0] if named else None
    return _only_value(plain[0].value, only=True) if plain else None


def _only_value(node: model.Expression, *, only: bool = False) -> model.Expression | None:
    """The one value of a display of tags; else the value itself, unless ``only`` they count."""
    if not isinstance(node, model.Mapping):
        return None if only else node
    if len(node.entries) != 1 or node.entries[0][0] is None:
        return None
    return node.entries[0][1]


def _is_handed_its_name(node: model.Call, nodes: Sequence[object]) -> bool:
    """Whether the tag's name is a parameter: the call is a helper's, for tags of any name."""
    key = node.arguments[0].value if node.arguments else None
    if not isinstance(key, model.Name):
        return False
    functions = [one for one in nodes if isinstance(one, model.Function)]
    return any(p.name == key.id for one in functions[-1:] for p in one.parameters)


def _tested(value: model.Expression, null: Sequence[object]) -> model.Expression:
    """The part of the tag's value that is false without the header."""
    match value:
        case model.Boolean(operator="or", left=left, right=model.Literal()):
            return _tested(left, null)
        case model.Call(callee=model.Name(id="str"), arguments=(argument,)) if "None" in null:
            return _tested(argument.value, null)
        case model.Joined(parts=parts) if "None" in null:
            holes = [part for part in parts if not isinstance(part, model.Literal)]
            if len(holes) == 1:
                return _tested(holes[0], null)
    return value


def _scope(project: Project, found: WrittenCall) -> Span:
    """Where a new name must not be another's: the outermost function, or all of the file."""
    function = next((node for node in found.around if isinstance(node, model.Function)), None)
    if function is not None:
        return function.span
    lines = re.split(r"\r\n|\r|\n", project.files.text(found.path))
    return Span(1, 1, len(lines), len(lines[-1]) + 1)


def _free_names(text: str) -> Iterator[str]:
    for name in _NAMES:
        if not re.search(rf"\b{name}\b", text):
            yield name
    number = 2
    while True:
        if f"token_{number}" not in text:
            yield f"token_{number}"
        number += 1
