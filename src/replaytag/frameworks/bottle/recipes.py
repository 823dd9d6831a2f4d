"""The tagging hook for Bottle, and where it is registered."""

from __future__ import annotations

from replaytag.actions import Action, AddImport, DefineBefore, ReplaceText
from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import FunctionValue, Value, definition
from replaytag.frameworks.bottle.apps import is_default, registrations, used_paths
from replaytag.frameworks.records import App, Recipe
from replaytag.frameworks.writing.placing import after_binding, imports_module, register_function
from replaytag.source import Span

_SNIPPET = '''\
@{hook}("before_request")
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.get_header("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
'''
_MESSAGE = "Tag every request in a `before_request` hook"
_SCATTERED = "several modules register on the default app, and none of them runs it"


def recipe(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    """A ``before_request`` hook, after the app is bound, or before the default app is used."""

    def snippet(hook: str) -> str:
        return _SNIPPET.format(hook=hook, header=contract.header, tag=contract.tag)

    if not is_default(app.value):
        imports = (("sentry_sdk", None), ("bottle", "request"))
        return after_binding(
            ev, app.place, lambda target: snippet(f"{target}.hook"), imports, _MESSAGE
        )
    code = snippet("hook")
    first = _first_use(ev, app)
    if first is None:
        return Recipe(_MESSAGE, code, reason=_SCATTERED)
    path = app.place.path
    actions: list[Action] = [
        AddImport(path, "sentry_sdk"),
        AddImport(path, "bottle", "hook"),
        AddImport(path, "bottle", "request"),
        DefineBefore(path, first, code),
    ]
    return Recipe(_MESSAGE, code, tuple(actions))


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Registers an existing function without parameters as a hook."""
    function = definition(target)
    if not isinstance(function, FunctionValue) or function.node.parameters:
        return None
    message = f"Register `{function.name}` as a `before_request` hook"
    if not is_default(app.value):
        return register_function(
            ev,
            app.place,
            function,
            lambda name: f'{name}.hook("before_request")',
            lambda name, hook: f'{name}.add_hook("before_request", {hook})',
            message,
        )
    call = f'hook("before_request")({function.name})\n'
    if function.environment is not None or function.owner is not None:
        reason = f"`{function.name}` is not defined at module level"
        return Recipe(message, call, reason=reason)
    path, node = function.module.path, function.node
    imported = AddImport(app.place.path, "bottle", "hook")
    if path == app.place.path:
        text = '@hook("before_request")\n'
        at = Span.point(node.span.line, node.span.column)
        return Recipe(message, text, (imported, ReplaceText(path, at, text)))
    first = _first_use(ev, app)
    if first is None:
        return Recipe(message, call, reason=_SCATTERED)
    if imports_module(ev, path, app.place.path):
        reason = f"`{path}` imports `{app.place.path}`: importing it there would be a cycle"
        return Recipe(message, call, reason=reason)
    source = AddImport(app.place.path, ev.index.name_of(path), function.name)
    return Recipe(message, call, (imported, source, DefineBefore(app.place.path, first, call)))


def _first_use(ev: Evaluator, app: App) -> Span | None:
    """The first use of the default app in the file where it is run; None: no file is certain.

    A decorator's place is that of its call; what is defined before it stands before its function.
    """
    found = list(registrations(ev))
    path = app.place.path
    here = [r.call.place for r in found if is_default(r.owner) and r.call.place.path == path]
    if app.place in here and len(used_paths(ev, found)) > 1:
        return None
    return min((*here, app.place)).span
