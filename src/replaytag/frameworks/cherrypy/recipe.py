"""The tagging tool, and where it is written."""

from __future__ import annotations

from replaytag.actions import Action, AddImport, DefineBefore, InsertBefore
from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import FunctionValue, Value, definition
from replaytag.frameworks.cherrypy.mounts import find_mounts
from replaytag.frameworks.cherrypy.tools import Tools
from replaytag.frameworks.records import App, Recipe
from replaytag.frameworks.writing.placing import imports_module
from replaytag.source import Place

_TOOL = '''\
@cherrypy.tools.register("on_start_resource", priority=0)
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    request = cherrypy.serving.request
    scopes = contextlib.ExitStack()
    # Threads serve one request after the other: what is tagged has to end with this one.
    request.hooks.attach("on_end_request", scopes.close, failsafe=True, priority=100)
    scopes.enter_context(sentry_sdk.isolation_scope())
    token = request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
'''
_SWITCH = 'cherrypy.config.update({{"tools.{name}.on": True}})\n'
_MESSAGE = "Tag every request in a tool that has a scope of its own"


def recipe(ev: Evaluator, app: App, contract: Contract) -> Recipe:
    """Defines the tool before the first app of the module, and switches it on for all apps.

    Both at module level: which functions that make apps are called in a process is not known.
    """
    code = _TOOL.format(header=contract.header, tag=contract.tag)
    switch = _SWITCH.format(name="tag_openreplay_session")
    place = _first(ev, app.place)
    actions = (
        AddImport(place.path, "contextlib"),
        AddImport(place.path, "cherrypy"),
        AddImport(place.path, "sentry_sdk"),
        DefineBefore(place.path, place.span, f"{code}\n\n{switch}"),
    )
    return Recipe(_MESSAGE, f"{code}\n\n{switch}", actions)


def registration(ev: Evaluator, app: App, target: Value) -> Recipe | None:
    """Makes a tool of an existing hook that has a scope of its own."""
    function = definition(target)
    if not isinstance(function, FunctionValue) or function.environment or function.owner:
        return None
    if function.node.parameters or not Tools(ev).isolates(function):
        return None
    name, own = function.name, function.module.path
    code = (
        f'cherrypy.tools.{name} = cherrypy.Tool("on_start_resource", {name}, priority=0)\n'
        f"{_SWITCH.format(name=name)}"
    )
    message = f"Make a tool of `{name}` and switch it on"
    place = _first(ev, app.place)
    actions: list[Action] = [AddImport(place.path, "cherrypy")]
    if own != place.path:
        if imports_module(ev, own, place.path):
            reason = f"`{own}` imports `{place.path}`: importing it there would be a cycle"
            return Recipe(message, code, reason=reason)
        actions.append(AddImport(place.path, ev.index.name_of(own), name))
    elif place.span.line < function.place.span.line:
        reason = f"`{name}` is defined after the app is made"
        return Recipe(message, code, reason=reason)
    actions.append(InsertBefore(place.path, place.span, code))
    return Recipe(message, code, tuple(actions))


def _first(ev: Evaluator, place: Place) -> Place:
    """Where the first app in the same file is made: one tool is there for all of them."""
    return min(mount.made.place for mount in find_mounts(ev) if mount.made.place.path == place.path)
