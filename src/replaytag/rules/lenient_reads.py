"""How a read of the header that can fail is made one that does not; for RT104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.actions import Action, ReplaceText
from replaytag.evaluator.statements import touched
from replaytag.facts import model
from replaytag.facts.walk import around
from replaytag.rules.guarding import guard_on, guards_of, tagging_with, text_at
from replaytag.source import Span, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.project import Project
    from replaytag.project.failing import FailingRead

_ELSEWHERE = "what else uses the value is for a person to see"


@frozen
class _Lenient:
    """A read and the texts that make it one which gives what is false: by span."""

    node: model.Expression
    changes: tuple[tuple[Span, str], ...]


def actions_for(project: Project, failing: FailingRead) -> tuple[tuple[Action, ...], str]:
    """What lets the header be absent, or why nothing certain does."""
    path = failing.place.path
    facts = project.files.load(path)
    nodes = around(facts.body, failing.place.span) if facts is not None else []
    functions = [node for node in nodes if isinstance(node, model.Function)]
    if not functions:
        return (), "it is in no function"
    function = functions[-1]
    if failing.kind == "parameter":
        return _of_parameter(project, path, function, failing.place.span)
    exact = [node for node in nodes if getattr(node, "span", None) == failing.place.span]
    lenient = _lenient(exact[-1], failing) if exact else None
    if lenient is None:
        return (), _ELSEWHERE
    tagging = tagging_with(project, path, lenient.node.span)
    if tagging is not None:
        text = _changed(project, path, lenient)
        return guard_on(project, tagging, lenient.node, text).actions, ""
    assigned = [node for node in nodes if isinstance(node, model.Assign)]
    name = _name(assigned[-1], failing.place.span) if assigned else None
    if name is None or _times_bound(function, name) != 1:
        return (), _ELSEWHERE
    guards = guards_of(project, path, function, name)
    if guards is None:
        return (), _ELSEWHERE
    # In one piece: between two changes there would be no Python.
    changed = ReplaceText(path, lenient.node.span, _changed(project, path, lenient))
    return (changed, *guards) if lenient.changes else tuple(guards), ""


def _lenient(node: object, failing: FailingRead) -> _Lenient | None:
    match node:
        case model.Subscript(span, value, index) if failing.kind == "subscript":
            return _Lenient(node, ((_between(value.span, index.span), ".get("), (_last(span), ")")))
        case model.Call(callee=model.Attribute() as callee) if failing.kind == "none":
            return _defaulted(callee.value)
        case model.Subscript(value=value) if failing.kind == "none":
            return _defaulted(value)
        case model.Call(span, model.Attribute() as callee, (name, *rest)):
            if callee.name in ("getone", "__getitem__", "pop") and not rest:
                return _Lenient(node, ((callee.name_span, "get"),))
            if [argument.name for argument in rest] == ["required"]:
                return _Lenient(node, ((_between(name.value.span, _last(span)), ""),))
    return None


def _defaulted(owner: model.Expression) -> _Lenient | None:
    """A look-up that gives an empty text for None; a name stays as it is."""
    match owner:
        case model.Name():
            return _Lenient(owner, ())
        case model.Call(span, model.Attribute(name="get"), (argument,)) if not argument.star:
            return _Lenient(owner, ((_between(argument.value.span, _last(span)), ', ""'),))
    return None


def _of_parameter(
    project: Project, path: str, function: model.Function, marker: Span
) -> tuple[tuple[Action, ...], str]:
    """Lets a parameter ``name: str = Header(...)`` be None."""
    index = next((i for i, p in enumerate(function.parameters) if _holds(p, marker)), None)
    if index is None:
        return (), "the parameter is not found where it stands"
    parameter, following = function.parameters[index], function.parameters[index + 1 :]
    changes = _optional(parameter)
    if changes is None:
        return (), "its type or default is not a plain one"
    if parameter.default is None and any(
        other.default is None and other.kind == parameter.kind != "keyword" for other in following
    ):
        return (), "parameters without a default follow"
    guards = guards_of(project, path, function, parameter.name)
    if guards is None:
        return (), _ELSEWHERE
    return (*(ReplaceText(path, *change) for change in changes), *guards), ""


def _holds(parameter: model.Parameter, span: Span) -> bool:
    parts = (parameter.annotation, parameter.default)
    return any(part is not None and part.span.contains(span) for part in parts)


def _optional(parameter: model.Parameter) -> list[tuple[Span, str]] | None:
    annotation, default = parameter.annotation, parameter.default
    changes: list[tuple[Span, str]] = []
    match annotation:
        case model.Subscript(index=model.Sequence(elements=(first, *_))) if default is None:
            plain: model.Expression | None = first
            changes.append((_end(annotation.span), " = None"))
        case _:
            plain = annotation
    match plain:
        case model.Name(id="str"):
            changes.append((_end(plain.span), " | None"))
        case model.Binary(operator="|") | model.Subscript(value=model.Name(id="Optional")):
            pass
        case None if default is not None:
            pass
        case _:
            return None
    match default:
        case model.Call(span, _, (model.Argument(model.Opaque() as dots, None | "default"), *_)):
            changes.append((dots.span, "None"))
        case model.Call(span, callee, ()):
            changes.append((_between(callee.span, _end(span)), "(None)"))
        case model.Call(callee=callee, arguments=arguments) if all(a.name for a in arguments):
            changes.append((_after_parenthesis(callee.span), "None, "))
        case None:
            pass
        case _:
            return None
    return changes


def _after_parenthesis(callee: Span) -> Span:
    return Span.point(callee.end_line, callee.end_column + 1)


def _changed(project: Project, path: str, lenient: _Lenient) -> str:
    """The read as it will be written."""
    node = lenient.node.span
    parts, start = [], (node.line, node.column)
    for span, text in lenient.changes:
        before = Span(*start, span.line, span.column)
        parts += [text_at(project, path, before), text]
        start = (span.end_line, span.end_column)
    return "".join((*parts, text_at(project, path, Span(*start, node.end_line, node.end_column))))


def _name(node: model.Assign, span: Span) -> str | None:
    """The plain name that is bound to exactly what stands at ``span``."""
    match node:
        case model.Assign(targets=(model.Name(id=name),), value=value) if value is not None:
            return name if value.span == span else None
    return None


def _times_bound(function: model.Function, name: str) -> int:
    return sum(1 for bound in _bindings(function.body) if bound == name)


def _bindings(body: tuple[model.Statement, ...]) -> Iterator[str]:
    for statement in body:
        yield from touched(statement)


def _between(first: Span, second: Span) -> Span:
    """From the end of one to the start of the other, or to the end of one that is a point."""
    return Span(first.end_line, first.end_column, second.line, second.column)


def _last(span: Span) -> Span:
    """The last character of ``span``."""
    return Span(span.end_line, span.end_column - 1, span.end_line, span.end_column)


def _end(span: Span) -> Span:
    return Span.point(span.end_line, span.end_column)
