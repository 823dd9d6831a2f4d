"""The standard hook for Connexion, and how an existing tagger is registered."""

from __future__ import annotations

from dataclasses import replace

from replaytag.actions import AddImport, DefineBefore, InsertAfter
from replaytag.contract import Contract
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call, Inside
from replaytag.evaluator.values import ClassValue, FunctionValue, Made, Value, definition
from replaytag.frameworks.connexion.apps import AIOHTTP_APPS, major
from replaytag.frameworks.flask import BEFORE_REQUEST
from replaytag.frameworks.reading.asgi import call_middleware
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import CONTINUE, App, Recipe, Run
from replaytag.frameworks.writing.placing import after_binding, binding_of, register_function
from replaytag.frameworks.writing.standard_middleware import NAME, asgi_class, class_name

_UNBOUND = "the app is not bound to a name by a statement of its own"
_EITHER = (
    "it is not known whether it runs with Connexion 2 or 3, and what is right for one is wrong "
    "for the other; this is for 3"
)
_LISTED = "its middleware is listed where it is made"
_AIOHTTP = "it is served by aiohttp"
_ADD = "{app}.add_middleware({name}, MiddlewarePosition.BEFORE_EXCEPTION)\n"
_POSITION = ("connexion.middleware", "MiddlewarePosition")


def recipe(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    """In version 2 a hook of the Flask app inside, in 3 ASGI middleware round it all."""
    if is_a(app.value, *AIOHTTP_APPS):
        return Recipe("Tag every request in a middleware", "", reason=_AIOHTTP)
    if major(ev, app.value) == 2:
        return _flask_hook(ev, app, contract)
    return _middleware(ev, app, contract)


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Registers a function of Flask's kind in version 2, ASGI middleware in 3."""
    found = definition(target)
    version = major(ev, app.value)
    if version == 2 and isinstance(found, FunctionValue) and not found.node.parameters:
        return register_function(
            ev,
            app.place,
            found,
            lambda name: f"{name}.app.before_request",
            lambda name, hook: f"{name}.app.before_request({hook})",
            f"Register `{found.name}` with `before_request`",
        )
    if version != 3 or not isinstance(found, ClassValue) or not _is_isolating(ev, found):
        return None
    registered = register_function(
        ev,
        app.place,
        found,
        None,
        lambda name, hook: _ADD.format(app=name, name=hook).rstrip(),
        f"Register `{found.name}` with `add_middleware`",
    )
    if not registered.actions:
        return registered
    return replace(registered, actions=(AddImport(app.place.path, *_POSITION), *registered.actions))


def _flask_hook(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    return after_binding(
        ev,
        app.place,
        lambda name: BEFORE_REQUEST.format(
            app=f"{name}.app", header=contract.header, tag=contract.tag
        ),
        (("sentry_sdk", None), ("flask", "request")),
        "Tag every request in a `before_request` hook",
    )


def _middleware(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    message = f"Tag every request in an ASGI middleware with a scope of its own, `{NAME}`"
    code = asgi_class(contract, isolates=True)
    binding = binding_of(ev, app.place)
    added = _ADD.format(app=binding.target if binding else "app", name=NAME)
    whole = Recipe(message, f"{code}\n\n{added}")
    if major(ev, app.value) is None:
        return replace(whole, reason=_EITHER)
    if isinstance(app.value, Made) and app.value.keyword("middlewares") is not None:
        return replace(whole, reason=_LISTED)
    if binding is None:
        return replace(whole, reason=_UNBOUND)
    path = app.place.path
    module = ev.module(path)
    defined = module is not None and class_name(contract) in module.names
    actions = (
        AddImport(path, *_POSITION),
        *(() if defined else (AddImport(path, "sentry_sdk"),)),
        *(() if defined else (DefineBefore(path, binding.statement, code),)),
        InsertAfter(path, binding.statement, added),
    )
    return replace(whole, actions=actions)


def _is_isolating(ev: Evaluator, cls: ClassValue) -> bool:
    """Whether ``add_middleware(cls)`` works and hands requests on in a scope of its own."""
    init = find_method(ev, cls, "__init__")
    parameters = init.node.parameters[1:] if init else ()
    if len([p for p in parameters if p.default is None and p.kind not in ("*", "**")]) > 1:
        return False
    called = call_middleware(ev, cls, (), (), cls.place)
    return called is not None and any(_continues_in_scope(ev, run) for run in called.runs)


def _continues_in_scope(ev: Evaluator, run: Run) -> bool:
    return any(
        isinstance(step, Call)
        and step.made.callee == CONTINUE
        and any(_is_own_scope(context) for context in step.contexts)
        for step in ev.trace_of(run.function, run.arguments, run.keywords)
    )


def _is_own_scope(context: object) -> bool:
    return (
        isinstance(context, Inside)
        and isinstance(context.context, Made)
        and getattr(context.context.callee, "name", "").endswith("isolation_scope")
    )
