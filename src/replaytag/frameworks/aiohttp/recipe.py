"""The tagging middleware for aiohttp, and how middleware is put first."""

from __future__ import annotations

from replaytag.actions import (
    Action,
    AddImport,
    AddKeyword,
    DefineBefore,
    InsertAfter,
    InsertElement,
    ReplaceText,
)
from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import FunctionValue, Made, Value, definition
from replaytag.facts import model
from replaytag.frameworks.aiohttp.middleware import is_marked
from replaytag.frameworks.aiohttp.objects import REQUEST, constructed
from replaytag.frameworks.records import CONTINUE, App, Recipe
from replaytag.frameworks.writing.placing import binding_of, call_at, dotted, register_function
from replaytag.source import Span

_NAME = "tag_openreplay_session"
_UNBOUND = "the app is not bound to a name by a statement of its own"
_CODE = '''\
@{web}.middleware
async def tag_openreplay_session(request, handler):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
    return await handler(request)
'''


def recipe(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    """Defines the middleware in the app's module and puts it first."""
    path = app.place.path
    message = "Tag every request in a middleware"
    call = call_at(ev, app.place)
    web, imported = _web(ev, path, call)
    code = _CODE.format(web=web, header=contract.header, tag=contract.tag)
    registered = _registered(ev, app, _NAME)
    if registered is None:
        snippet = f"{code}\n\napp.middlewares.insert(0, {_NAME})\n"
        return Recipe(message, snippet, reason=_UNBOUND)
    snippet = f"{code}\n\n{_shown(ev, app)}.middlewares.insert(0, {_NAME})\n"
    actions: list[Action] = [AddImport(path, "sentry_sdk")]
    if imported is not None:
        actions.append(imported)
    actions.append(DefineBefore(path, _statement(ev, app), code))
    return Recipe(message, snippet, (*actions, *registered))


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Puts an existing ``(request, handler)`` function first, with the decorator if it has none."""
    function = definition(target)
    if not isinstance(function, FunctionValue) or not _is_middleware(ev, function):
        return None
    hooked = register_function(
        ev,
        app.place,
        function,
        None,
        lambda target, name: f"{target}.middlewares.insert(0, {name})",
        f"Register `{function.name}` as middleware",
        lambda _: _registered(ev, app, function.name) or (),
    )
    node = function.node
    module = ev.module(function.module.path)
    bound = ev.resolve(module.names[function.name]) if module is not None else function
    if not hooked.actions or is_marked(bound) or not isinstance(node, model.Function):
        return hooked
    at = Span.point(node.span.line, node.span.column)
    marked: tuple[Action, ...] = (
        AddImport(function.module.path, "aiohttp", "web"),
        ReplaceText(function.module.path, at, "@web.middleware\n"),
    )
    return Recipe(hooked.message, hooked.snippet, (*marked, *hooked.actions))


def _registered(ev: Evaluator, app: App, name: str) -> tuple[Action, ...] | None:
    """First of its middleware: in the constructor's own call, else straight after it."""
    path, value = app.place.path, app.value
    call = call_at(ev, app.place)
    if isinstance(value, Made) and constructed(ev, value) is value and call is not None:
        listed = next((a for a in call.arguments if a.name == "middlewares"), None)
        if listed is None and not any(argument.star for argument in call.arguments):
            return (AddKeyword(path, app.place.span, "middlewares", f"[{name}]"),)
        display = listed.value if listed is not None else None
        if isinstance(display, model.Sequence) and display.kind in ("list", "tuple"):
            return (InsertElement(path, display.span, 0, name),)
    binding = binding_of(ev, app.place)
    if binding is None:
        return None
    code = f"{binding.target}.middlewares.insert(0, {name})\n"
    return (InsertAfter(path, binding.statement, code),)


def _shown(ev: Evaluator, app: App) -> str:
    binding = binding_of(ev, app.place)
    return binding.target if binding is not None else "app"


def _statement(ev: Evaluator, app: App) -> Span:
    binding = binding_of(ev, app.place)
    return binding.statement if binding is not None else app.place.span


def _web(ev: Evaluator, path: str, call: model.Call | None) -> tuple[str, AddImport | None]:
    """How the module names ``aiohttp.web``, as in the call that makes the app; else an import."""
    written = dotted(call.callee) if call is not None else None
    prefix, _, name = (written or "").rpartition(".")
    module = ev.module(path)
    if name == "Application" and module is not None and prefix.partition(".")[0] in module.names:
        return prefix, AddImport(path, "aiohttp", "web") if prefix == "web" else None
    return "web", AddImport(path, "aiohttp", "web")


def _is_middleware(ev: Evaluator, function: FunctionValue) -> bool:
    """Whether aiohttp can call it, with ``handler`` by its name, and it hands the request on."""
    parameters = function.node.parameters
    if len(parameters) != 2 or parameters[1].name != "handler" or function.owner is not None:
        return False
    steps = ev.trace_of(function, (REQUEST,), (("handler", CONTINUE),))
    return any(getattr(getattr(step, "made", None), "callee", None) == CONTINUE for step in steps)
