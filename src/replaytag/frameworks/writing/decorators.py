"""A decorator directly above the ``def`` of a function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from replaytag.actions import Action, AddImport, DefineBefore, ReplaceText
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call, Inside
from replaytag.evaluator.values import (
    Choice,
    ClassValue,
    FunctionValue,
    Made,
    Value,
    definition,
    undecorated,
)
from replaytag.frameworks.reading.invoked import is_top_level
from replaytag.frameworks.records import CONTINUE, Recipe, Scope
from replaytag.frameworks.writing.placing import imports_module
from replaytag.source import Place, Span

NAME = "tag_openreplay_session"
_OPEN = ("isolation_scope", "push_scope")


def decorated(
    function: FunctionValue,
    code: str,
    imports: tuple[tuple[str, str | None], ...],
    message: str,
    reason: str = "",
) -> Recipe:
    """Defines a decorator by ``code`` and puts it directly above the ``def`` of a function."""
    span, path = function.node.span, function.module.path
    snippet = f"{code}\n\n@{NAME}\ndef {function.name}(...): ...\n"
    if not reason and not is_top_level(function):
        reason = f"`{function.name}` is not defined at module level"
    if reason:
        return Recipe(message, snippet, reason=reason)
    actions: list[Action] = [AddImport(path, *entry) for entry in imports]
    # In this order: what is defined before the function has to come before its new decorator too.
    actions.append(above(function, NAME))
    actions.append(DefineBefore(path, span, code))
    return Recipe(message, snippet, tuple(actions))


def above(function: FunctionValue, name: str) -> ReplaceText:
    """Puts the decorator ``name`` directly above the ``def`` of a function."""
    span = function.node.span
    text = f"@{name}\n" + " " * (span.column - 1)
    return ReplaceText(function.module.path, Span.point(span.line, span.column), text)


def register_decorators(
    ev: Evaluator,
    functions: Sequence[FunctionValue],
    tagger: Value,
    arguments: tuple[Value, ...],
    scope: Scope,
) -> Recipe | None:
    """Puts an existing decorator of the project on functions.

    None where it is no decorator, or does not tag rightly in ``scope``: it has to open one of its
    own outside of any, and must not inside.
    """
    target = definition(tagger)
    if not isinstance(target, FunctionValue) or not is_top_level(target) or not functions:
        return None
    if len(target.node.parameters) != 1 or target in functions:
        return None
    if not any(
        _continues(ev, run, arguments, scope) for run in _wrappers(ev, tagger, target.place)
    ):
        return None
    names = ", ".join(f"`{function.name}`" for function in functions)
    message = f"Put `@{target.name}` on {names}"
    snippet = f"@{target.name}\n"
    own = target.module.path
    actions: list[Action] = []
    for function in functions:
        path = function.module.path
        if not is_top_level(function):
            return Recipe(message, snippet, reason=f"`{function.name}` is not at module level")
        if path == own and target.node.span.line > function.node.span.line:
            reason = f"`{target.name}` is defined below `{function.name}`"
            return Recipe(message, snippet, reason=reason)
        if path != own and imports_module(ev, own, path):
            reason = f"`{own}` imports `{path}`: importing it there would be a cycle"
            return Recipe(message, snippet, reason=reason)
        if path != own:
            actions.append(AddImport(path, ev.index.name_of(own), target.name))
        actions.append(above(function, target.name))
    return Recipe(message, snippet, tuple(actions))


def _wrappers(ev: Evaluator, decorator: Value, place: Place) -> Iterator[Value]:
    made = ev.call(decorator, (CONTINUE,), (), place)
    for option in made.options if isinstance(made, Choice) else (made,):
        if isinstance(undecorated(option), (FunctionValue, ClassValue)):
            yield option


def _continues(ev: Evaluator, wrapper: Value, arguments: tuple[Value, ...], scope: Scope) -> bool:
    """Whether a wrapper calls what it wraps: outside of any scope in one that it opens."""
    for step in ev.trace_of(wrapper, arguments):
        if isinstance(step, Call) and step.made.callee == CONTINUE:
            opens = any(
                isinstance(context, Inside)
                and isinstance(context.context, Made)
                and getattr(context.context.callee, "name", "").endswith(_OPEN)
                for context in step.contexts
            )
            return opens is (scope is Scope.OUTSIDE)
    return False
