"""How a tag that is set too late is set in time, where that is certain; RT304's fixes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replaytag.actions import Action, DropParameters, MoveBefore, ReplaceText
from replaytag.diagnostics import Applicability, Fix
from replaytag.evaluator.values import FunctionValue, definition
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.fixes.offer import offer
from replaytag.project.declared_taggers import FORM
from replaytag.source import Place, Span

if TYPE_CHECKING:
    from replaytag.frameworks.records import Earlier, Hook
    from replaytag.project import Project
    from replaytag.project.late import LateTag


def earlier_fix(project: Project, late: LateTag) -> Fix | None:
    """Moves the tag before the call of the continuation, or the function to another hook."""
    actions: tuple[Action, ...] = ()
    message = ""
    after = late.attempt.after
    if after is not None:
        actions = _moved(late, after)
        message = "Set the tag before the request is handed on"
    elif late.hook is not None and late.hook.earlier is not None:
        earlier = late.hook.earlier
        actions = _registered_earlier(project, late, late.hook, earlier)
        message = f"Register it with `{earlier.then}`"
    if not actions:
        return None
    fix, _ = offer(project, actions, message, Applicability.UNSAFE)
    return fix


def _moved(late: LateTag, after: Place) -> tuple[Action, ...]:
    tag = late.attempt.place
    if tag.path != after.path or late.attempt.call.form == FORM:
        return ()
    return (MoveBefore(tag.path, tag.span, after.span),)


def _registered_earlier(
    project: Project, late: LateTag, hook: Hook, earlier: Earlier
) -> tuple[Action, ...]:
    function = definition(hook.target)
    if not isinstance(function, FunctionValue) or function.owner is not None:
        return ()
    node = function.node
    if not isinstance(node, model.Function) or len(node.decorators) > 1:
        return ()
    others = [one for one in project.apps.hooks if one is not hook]
    if any(definition(one.target) is function for one in others) or not _only_tags(node, late):
        return ()
    word = _word(project, hook.place, earlier.now)
    if word is None:
        return ()
    return (
        ReplaceText(hook.place.path, word, earlier.then),
        DropParameters(function.place.path, function.place.span, earlier.parameters),
    )


def _only_tags(function: model.Function, late: LateTag) -> bool:
    """Whether all that a function does is to set the tag, and to return what it was handed."""
    tag = late.attempt.place.span
    returns = 0
    for statement in function.body:
        match statement:
            case model.Evaluate(value=model.Literal() | model.Joined()) | model.Assign():
                pass
            case model.Evaluate() | model.If() | model.With():
                others = [
                    node
                    for node in walk(statement)
                    if isinstance(node, model.Evaluate) and not node.span.contains(tag)
                ]
                if others or not statement.span.contains(tag):
                    return False
            case model.Return(value=None | model.Name() | model.Literal(value=None)):
                returns += 1
            case _:
                return False
    return returns <= 1


def _word(project: Project, place: Place, word: str) -> Span | None:
    """Where a registration that stands on one line says ``word``, if it says it once."""
    span = place.span
    lines = project.workspace.read(place.path).decode("utf-8", errors="replace").splitlines()
    if span.line != span.end_line or span.line > len(lines):
        return None
    text = lines[span.line - 1][span.column - 1 : span.end_column - 1]
    found = list(re.finditer(rf"\b{re.escape(word)}\b", text))
    if len(found) != 1:
        return None
    start = span.column + found[0].start()
    return Span(span.line, start, span.line, start + len(word))
