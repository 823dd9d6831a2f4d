"""The tagging ASGI middleware for Starlette and FastAPI, and how middleware is registered there."""

from __future__ import annotations

from replaytag.actions import Action, AddImport, DefineBefore, InsertAfter, InsertElement
from replaytag.contract import Contract
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    External,
    FunctionValue,
    Made,
    SequenceValue,
    Value,
    definition,
    options,
)
from replaytag.facts import model
from replaytag.frameworks.reading.asgi import REQUEST, call_middleware, continues
from replaytag.frameworks.records import CONTINUE, App, Recipe, Run
from replaytag.frameworks.starlette.calls import asgi_calls
from replaytag.frameworks.starlette.lists import constructed, elements
from replaytag.frameworks.writing.placing import (
    Binding,
    binding_of,
    call_at,
    dotted,
    list_at,
    register_function,
)
from replaytag.frameworks.writing.standard_middleware import NAME, asgi_class, class_name
from replaytag.source import Span, frozen

_UNBOUND = "the app is not bound to a name by a statement of its own"
_SENTRY = "SentryAsgiMiddleware"
_HIDDEN = f"it belongs behind `{_SENTRY}` in a list of middleware that is made elsewhere"


@frozen
class _Spot:
    """Where middleware is registered: in the list that ``statement`` contains, or by a call."""

    binding: Binding
    statement: Span
    display: model.Sequence | None


def recipe(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    """Defines the middleware in the app's module and registers it."""
    code = asgi_class(contract, isolates=False)
    message = f"Tag every request in an ASGI middleware, `{NAME}`"
    binding = binding_of(ev, app.place)
    snippet = f"{code}\n\n{binding.target if binding else 'app'}.add_middleware({NAME})\n"
    if binding is None:
        return Recipe(message, snippet, reason=_UNBOUND)
    spot = _spot(ev, app, binding)
    if spot is None:
        return Recipe(message, f"{code}\n\nMiddleware({NAME})\n", reason=_HIDDEN)
    actions: list[Action] = []
    module = ev.module(app.place.path)
    if module is None or class_name(contract) not in module.names:
        actions.append(AddImport(app.place.path, "sentry_sdk"))
        actions.append(DefineBefore(app.place.path, spot.statement, code))
    return Recipe(message, snippet, (*actions, *_registered(app, spot, NAME)))


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Registers existing middleware: a class, a factory or a ``dispatch`` function."""
    found = definition(target)
    if isinstance(found, FunctionValue) and _is_dispatch(ev, found):
        return _dispatch_registration(ev, app, found)
    if found is None or not _is_middleware(ev, found):
        return None
    binding = binding_of(ev, app.place)
    spot = _spot(ev, app, binding) if binding else None
    message = f"Register `{found.name}` with `add_middleware`"
    hooked = register_function(
        ev,
        app.place,
        found,
        None,
        lambda target, name: f"{target}.add_middleware({name})",
        message,
        lambda _: _registered(app, spot, found.name) if spot else (),
    )
    if binding is not None and spot is None:
        return Recipe(message, f"Middleware({found.name})\n", reason=_HIDDEN)
    return hooked


def _spot(ev: Evaluator, app: App, binding: Binding) -> _Spot | None:
    """Where to register; None where Sentry's own middleware is in a list that cannot be edited.

    Middleware that is listed in the constructor's own call stays together. A list elsewhere is
    changed only where it must be, to come behind Sentry's.
    """
    call = call_at(ev, app.place)
    own = isinstance(app.value, Made) and isinstance(app.value.callee, External)
    for argument in call.arguments if call is not None and own else ():
        if argument.name == "middleware" and isinstance(argument.value, model.Sequence):
            return _Spot(binding, binding.statement, argument.value)
    hidden = False
    for made in asgi_calls(ev):
        if constructed(ev, made) is not app.value:
            continue
        for option in options(made.keyword("middleware") or CONTINUE):
            if not any(map(_is_sentry_entry, elements(option))):
                continue
            hidden = True
            place = option.place if isinstance(option, SequenceValue) else None
            found = list_at(ev, place) if place and place.path == app.place.path else None
            if found is not None and any(map(_wraps_sentry, found[0].elements)):
                return _Spot(binding, found[1], found[0])
    return None if hidden else _Spot(binding, binding.statement, None)


def _is_sentry_entry(value: Value) -> bool:
    cls = value.argument(0, "cls") if isinstance(value, Made) else None
    return isinstance(cls, External) and cls.name.endswith(_SENTRY)


def _wraps_sentry(node: model.Expression) -> bool:
    """Whether it is written as ``Middleware(SentryAsgiMiddleware)``."""
    if not isinstance(node, model.Call) or not node.arguments:
        return False
    return (dotted(node.arguments[0].value) or "").endswith(_SENTRY)


def _registered(app: App, spot: _Spot, name: str) -> tuple[Action, ...]:
    """First in the list of middleware, but behind Sentry's own; else by a call."""
    path = app.place.path
    if spot.display is None:
        code = f"{spot.binding.target}.add_middleware({name})\n"
        return (InsertAfter(path, spot.binding.statement, code),)
    index, wrapper = 0, ""
    for position, element in enumerate(spot.display.elements):
        if isinstance(element, model.Call):
            callee = dotted(element.callee) or ""
            if callee.rpartition(".")[2] == "Middleware":
                wrapper = wrapper or callee
            if _wraps_sentry(element):
                index = position + 1
    code = f"{wrapper or 'Middleware'}({name})"
    entry = InsertElement(path, spot.display.span, index, code)
    if wrapper:
        return (entry,)
    return (AddImport(path, "starlette.middleware", "Middleware"), entry)


def _is_middleware(ev: Evaluator, target: FunctionValue | ClassValue) -> bool:
    """Whether ``add_middleware(target)`` works: it takes the app alone and hands requests on."""
    node = target.node
    if isinstance(target, ClassValue):
        init = find_method(ev, target, "__init__")
        parameters = init.node.parameters[1:] if init else ()
    elif isinstance(node, model.Function) and target.environment is None and not target.owner:
        parameters = node.parameters
        if len(parameters) != 1:
            return False
    else:
        return False
    required = [p for p in parameters if p.default is None and p.kind not in ("*", "**")]
    if len(required) > 1:
        return False
    called = call_middleware(ev, target, (), (), target.place)
    return called is not None and any(continues(ev, run) for run in called.runs)


def _is_dispatch(ev: Evaluator, function: FunctionValue) -> bool:
    """Whether it is a ``dispatch(request, call_next)`` at module level."""
    if function.owner is not None or len(function.node.parameters) != 2:
        return False
    return continues(ev, Run(function, (REQUEST, CONTINUE)))


def _dispatch_registration(ev: Evaluator, app: App, function: FunctionValue) -> Recipe:
    message = f"Register `{function.name}` as middleware"
    if app.framework == "fastapi":
        return register_function(
            ev,
            app.place,
            function,
            lambda name: f'{name}.middleware("http")',
            lambda name, hook: f'{name}.middleware("http")({hook})',
            message,
        )
    # Starlette 1.0 has no ``middleware`` decorator any more.
    found = register_function(
        ev,
        app.place,
        function,
        None,
        lambda name, hook: f"{name}.add_middleware(BaseHTTPMiddleware, dispatch={hook})",
        message,
    )
    if not found.actions:
        return found
    base = AddImport(app.place.path, "starlette.middleware.base", "BaseHTTPMiddleware")
    return Recipe(found.message, found.snippet, (base, *found.actions))
