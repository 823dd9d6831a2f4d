"""The tagging hook: middleware where Sentry's own is round the app, else a subclass of the app."""

from __future__ import annotations

from replaytag.actions import AddImport, DefineBefore, ReplaceText
from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import External, FunctionValue, Made, Value, definition
from replaytag.frameworks.blacksheep.kinds import REQUEST
from replaytag.frameworks.reading.asgi import continues
from replaytag.frameworks.reading.wrapping import scope_of
from replaytag.frameworks.records import CONTINUE, App, Recipe, Run, Scope
from replaytag.frameworks.writing.placing import (
    after_binding,
    binding_of,
    call_around,
    dotted,
    register_function,
)

_CLASS = "OpenReplaySentryApplication"
_SUBCLASS = '''\
class OpenReplaySentryApplication({base}):
    """Tag each request's Sentry events with its OpenReplay session."""

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await super().__call__(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"{header}" and value:
                    token = value.decode("latin-1")
                    request_scope.set_tag("{tag}", token)
                    break
            await super().__call__(scope, receive, send)
'''
_MIDDLEWARE = '''\
async def tag_openreplay_session(request, handler):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.get_first_header(b"{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token.decode("latin-1"))
    return await handler(request)
{blank}
{app}.middlewares.append(tag_openreplay_session)
'''
_ELSEWHERE = "the app is not made by a call of the library's class that can be edited"


def recipe(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    """Middleware straight after the app is made, if a scope is open there; else a subclass."""
    binding = binding_of(ev, app.place)
    if scope_of(ev, app.value) is Scope.INSIDE and binding is not None:
        names = {"header": contract.header, "tag": contract.tag}
        blank = "\n" if binding.top else ""
        return after_binding(
            ev,
            app.place,
            lambda name: _MIDDLEWARE.format(app=name, blank=blank, **names),
            (("sentry_sdk", None),),
            "Tag every request in the first middleware",
        )
    return _subclass(ev, app, contract)


def _subclass(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    message = f"Tag every request in a scope of its own, in a subclass of the app, `{_CLASS}`"
    names = {"header": contract.header.lower(), "tag": contract.tag}
    snippet = f"{_SUBCLASS.format(base='Application', **names)}\n\napp = {_CLASS}()\n"
    found = call_around(ev, app.place)
    module = ev.module(app.place.path)
    own = isinstance(app.value, Made) and isinstance(app.value.callee, External)
    base = dotted(found[0].callee) if found is not None else None
    if found is None or module is None or base is None or not own:
        return Recipe(message, snippet, reason=_ELSEWHERE)
    if base.partition(".")[0] not in module.names:
        reason = "the library's class is not imported at module level"
        return Recipe(message, snippet, reason=reason)
    call, statement = found
    path = app.place.path
    replaced = ReplaceText(path, call.callee.span, _CLASS)
    if f"{contract.class_prefix}Application" in module.names:
        return Recipe(message, snippet, (replaced,))
    code = _SUBCLASS.format(base=base, **names)
    actions = (AddImport(path, "sentry_sdk"), DefineBefore(path, statement, code), replaced)
    return Recipe(message, snippet, actions)


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Appends an existing middleware to an app that has a scope open."""
    function = definition(target)
    if not isinstance(function, FunctionValue) or function.owner is not None:
        return None
    if len(function.node.parameters) != 2 or scope_of(ev, app.value) is not Scope.INSIDE:
        return None
    if not continues(ev, Run(function, (REQUEST, CONTINUE))):
        return None
    return register_function(
        ev,
        app.place,
        function,
        None,
        lambda name, hook: f"{name}.middlewares.append({hook})",
        f"Register `{function.name}` as middleware",
    )
