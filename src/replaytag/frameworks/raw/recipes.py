"""Tagging middleware put round an application: inside Sentry's own wrapper, else outside of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from replaytag.actions import Action, AddImport, DefineBefore, InsertAfter, ReplaceText, Surround
from replaytag.contract import Contract
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call, Inside
from replaytag.evaluator.values import ClassValue, FunctionValue, Made, Value, definition
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.raw.finding import CONVENTIONAL, Found, Root
from replaytag.frameworks.reading.wrapping import sentry_wrapper
from replaytag.frameworks.records import CONTINUE, Recipe
from replaytag.frameworks.writing.placing import imports_module
from replaytag.frameworks.writing.standard_middleware import NAME
from replaytag.source import Place, Span, frozen

_HIDDEN = "where it is served, it is not wrapped by a call that can be changed"


@frozen
class Spot:
    """Where middleware goes: round the expression at ``wrapped``, or round what ``name`` holds.

    ``anchor`` is the statement that it needs the middleware's class before; ``isolates`` whether
    the middleware has to open the request's scope. ``late`` is the statement to rebind after.
    """

    path: str
    anchor: Span
    isolates: bool
    wrapped: Span | None = None
    decorated: Span | None = None
    name: str = ""
    late: Span | None = None


def recipe(
    ev: Evaluator,
    served: Found | None,
    contract: Contract,
    code: Callable[[bool], str],
    kind: str,
) -> Recipe:
    """Defines the standard middleware, as ``code`` writes it, and puts it round the application."""
    message = f"Tag every request in a {kind} middleware, `{NAME}`"
    spot = spot_of(ev, served) if served is not None else None
    if isinstance(spot, str) or spot is None:
        snippet = f"{code(True)}\n\napplication = {NAME}(application)\n"
        return Recipe(message, snippet, reason=spot or _HIDDEN)
    defined = code(spot.isolates)
    actions: list[Action] = [AddImport(spot.path, "sentry_sdk")]
    actions.append(DefineBefore(spot.path, spot.anchor, defined))
    actions.extend(_wrapped(spot, NAME))
    return Recipe(message, f"{defined}\n\n{_shown(spot, NAME)}\n", tuple(actions))


def registration(
    ev: Evaluator, served: Found | None, target: Value, call: tuple[Value, ...]
) -> Recipe | None:
    """Puts an existing middleware ``target`` round the application; None where it does not fit."""
    written = definition(target)
    if served is None or written is None or not _takes_an_app(ev, written):
        return None
    spot = spot_of(ev, served)
    if isinstance(spot, str):
        return None
    isolated = _isolates(ev, written, call)
    if isolated is None or isolated is not spot.isolates:
        return None
    name = written.name
    message = f"Put `{name}` round the application"
    snippet = f"{_shown(spot, name)}\n"
    path = written.module.path
    if isinstance(written, FunctionValue) and (written.environment or written.owner):
        return Recipe(message, snippet, reason=f"`{name}` is not defined at module level")
    actions = tuple(_wrapped(spot, name))
    if path == spot.path:
        at = spot.late or spot.wrapped or spot.decorated
        if at is not None and at.line <= written.node.span.line:
            return Recipe(message, snippet, reason=f"`{name}` is defined only below")
        return Recipe(message, snippet, actions)
    if imports_module(ev, path, spot.path):
        reason = f"`{path}` imports `{spot.path}`: importing it there would be a cycle"
        return Recipe(message, snippet, reason=reason)
    imported = AddImport(spot.path, ev.index.name_of(path), name)
    return Recipe(message, snippet, (imported, *actions))


def _wrapped(spot: Spot, name: str) -> Iterator[Action]:
    if spot.wrapped is not None:
        yield Surround(spot.path, spot.wrapped, f"{name}(", ")")
    elif spot.decorated is not None:
        at = Span.point(spot.decorated.line, spot.decorated.column)
        yield ReplaceText(spot.path, at, f"@{name}\n")
    elif spot.late is not None:
        yield InsertAfter(spot.path, spot.late, f"{spot.name} = {name}({spot.name})\n")


def _shown(spot: Spot, name: str) -> str:
    if spot.name:
        return f"{spot.name} = {name}({spot.name})"
    return f"{name}(application)" if spot.decorated is None else f"@{name}"


# --- where ---------------------------------------------------------------------------------------


def spot_of(ev: Evaluator, served: Found) -> Spot | str:
    """Where middleware goes round an application, or why that is not certain."""
    wrapper = sentry_wrapper(ev, served.value)
    if wrapper is not None:
        return _inside(ev, wrapper) or _HIDDEN
    root = served.roots[0]
    if not root.name:
        index_of = [_argument(ev, root)]
        argument = index_of[0]
        if argument is None:
            return _HIDDEN
        return Spot(root.place.path, root.place.span, True, wrapped=argument)
    return _rebinding(ev, root)


def _inside(ev: Evaluator, wrapper: Made) -> Spot | None:
    """Round the argument of Sentry's wrapper; under it, where it is a decorator."""
    path = wrapper.place.path
    call = _call_at(ev, wrapper.place)
    if call is not None and call.arguments and not call.arguments[0].star:
        argument = call.arguments[0].value.span
        return Spot(path, wrapper.place.span, False, wrapped=argument)
    module = ev.module(path)
    for statement in module.body if module else ():
        if isinstance(statement, (model.Function, model.Class)) and any(
            decorator.span == wrapper.place.span for decorator in statement.decorators
        ):
            return Spot(path, statement.span, False, decorated=statement.span)
    return None


def _argument(ev: Evaluator, root: Root) -> Span | None:
    """The argument of the call at ``root`` that is served, where it is plainly written."""
    call = _call_at(ev, root.place)
    if call is None:
        return None
    for argument in call.arguments:
        if argument.name in ("app", "application", "wsgi_app", "site"):
            return argument.value.span
    for argument in call.arguments:
        if isinstance(argument.value, model.Name) and argument.value.id in CONVENTIONAL:
            return argument.value.span
    plain = [a for a in call.arguments if isinstance(a.value, (model.Name, model.Call))]
    return plain[0].value.span if len(plain) == 1 else None


def _rebinding(ev: Evaluator, root: Root) -> Spot | str:
    """After the statement that binds the name, and those that use the object's attributes."""
    path, name = root.place.path, root.name
    module = ev.module(path)
    assert module is not None
    late = root.place.span
    for statement in module.body:
        if statement.span.line > late.line and _uses_attribute(statement, name):
            late = statement.span
    if late.line > root.place.span.line and not _can_follow(module.body, late):
        return f"`{name}` is used where it is served"
    for other in ev.modules():
        if other.path == path or path not in ev.imported_paths(other.path):
            continue
        if any(_uses_attribute(statement, name) for statement in other.body):
            return f"`{other.path}` uses attributes of `{name}`, which a wrapper does not have"
    return Spot(path, root.place.span, True, name=name, late=late)


def _can_follow(body: tuple[model.Statement, ...], late: Span) -> bool:
    """Whether the last use is no part of the script that serves the application."""
    return not any(s.span == late and isinstance(s, model.If) for s in body)


def _uses_attribute(statement: model.Statement, name: str) -> bool:
    return any(
        isinstance(node, model.Attribute)
        and isinstance(node.value, model.Name)
        and node.value.id == name
        for node in walk(statement)
    )


def _call_at(ev: Evaluator, place: Place) -> model.Call | None:
    module = ev.module(place.path)
    for node in walk(module.body) if module else ():
        if isinstance(node, model.Call) and node.span == place.span:
            return node
    return None


# --- middleware that is there --------------------------------------------------------------------


def _takes_an_app(ev: Evaluator, target: FunctionValue | ClassValue) -> bool:
    """Whether ``target(application)`` works."""
    if isinstance(target, ClassValue):
        init = find_method(ev, target, "__init__")
        parameters = init.node.parameters[1:] if init else ()
    else:
        parameters = target.node.parameters
    required = [p for p in parameters if p.default is None and p.kind not in ("*", "**")]
    return bool(parameters) and len(required) == 1


def _isolates(
    ev: Evaluator, target: FunctionValue | ClassValue, call: tuple[Value, ...]
) -> bool | None:
    """Whether it hands requests on in a scope of its own; None if it does not hand them on."""
    wrapped = ev.call(target, (CONTINUE,), (), target.place)
    for step in ev.trace_of(wrapped, call):
        if isinstance(step, Call) and step.made.callee == CONTINUE:
            return any(
                isinstance(context, Inside)
                and isinstance(context.context, Made)
                and getattr(context.context.callee, "name", "").endswith("isolation_scope")
                for context in step.contexts
            )
    return None
