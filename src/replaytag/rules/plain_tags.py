"""Writes ``sentry_sdk.set_tag(...)`` in the place of another call; RT402 and RT403 share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.actions import Action, AddImport, ReplaceText
from replaytag.evaluator.state import Under
from replaytag.facts import model
from replaytag.rules.written import Written, deeper, statements_round
from replaytag.source import Span, frozen

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt

_WITH_ENTRIES = {"set_context": 1, "set_attributes": 0, "set_tags": 0}
"""Setters that are handed a dict, and where."""


def plain_tag(project: Project, attempt: Attempt) -> tuple[Action, ...]:
    """Sets the tag on the request where the call of ``attempt`` does something else; or nothing.

    The call has to be a statement that sets this alone. What may be empty is guarded.
    """
    call = attempt.call
    facts = project.parsed.get(call.place.path)
    if facts is None or not attempt.mendable:
        return ()
    found = _statement(facts.body, call.place.span)
    pair = _pair(found, call.name) if found is not None else None
    if pair is None:
        return ()
    source = Written(project, call.place.path)
    tag = project.tag_of(attempt)
    key = source.at(pair.key.span)
    if call.name != tag:
        if not isinstance(pair.key, model.Literal):
            return ()
        key = f'"{tag}"'
    text = _guarded(project, attempt, source, key, pair.value)
    if text is None:
        return ()
    path = call.place.path
    return (AddImport(path, "sentry_sdk"), ReplaceText(path, call.place.span, text))


@frozen
class _Pair:
    """The key that a call sets, and its value."""

    key: model.Expression
    value: model.Expression


def _pair(call: model.Call, name: str | None) -> _Pair | None:
    """What a call sets if that is one thing, told by its arguments alone."""
    given = call.arguments
    setter = getattr(call.callee, "name", None) or getattr(call.callee, "id", "")
    if any(argument.star for argument in given):
        return None
    if setter in _WITH_ENTRIES:
        index = _WITH_ENTRIES[setter]
        entries = given[index].value if index < len(given) else None
        if not isinstance(entries, model.Mapping) or len(entries.entries) != 1:
            return None
        key, value = entries.entries[0]
        if isinstance(key, model.Literal) and key.value == name:
            return _Pair(key, value)
        first = given[0].value
        # It may be the name of the whole that is the contract's.
        return _Pair(first, value) if index and isinstance(first, model.Literal) else None
    if len(given) != 2:
        return None
    if all(argument.name is None for argument in given):
        return _Pair(given[0].value, given[1].value)
    named = {argument.name: argument.value for argument in given}
    if named.keys() != {"key", "value"}:
        return None
    return _Pair(named["key"], named["value"])


def _guarded(
    project: Project, attempt: Attempt, source: Written, key: str, value: model.Expression
) -> str | None:
    """The statements that set the tag unless the value is empty; None where that takes a person."""
    span = attempt.call.place.span
    text = source.at(value.span)
    reader = project.reader
    if any(isinstance(c, Under) and reader.concerns_headers(c.test) for c in attempt.call.contexts):
        return f"sentry_sdk.set_tag({key}, {text})"
    indent = source.indent(span)
    if indent is None:
        return None
    before = ""
    if not isinstance(value, model.Name):
        within = attempt.call.within
        if within is None or source.names(within.span, "token"):
            return None
        before, text = f"token = {text}{source.newline}{indent}", "token"
    body = f"{source.newline}{indent}{deeper(indent)}sentry_sdk.set_tag({key}, {text})"
    return f"{before}if {text}:{body}"


def _statement(body: tuple[model.Statement, ...], span: Span) -> model.Call | None:
    """The call at ``span`` if it is a statement of its own."""
    for statement in statements_round(body, span):
        if isinstance(statement, model.Evaluate):
            value = statement.value
            return value if isinstance(value, model.Call) and value.span == span else None
    return None
