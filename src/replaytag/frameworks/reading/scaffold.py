"""What Flask and Quart have in common: their apps and blueprints are registered on the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Store
from replaytag.evaluator.values import (
    Constant,
    Decorated,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Opaque,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.turns import in_turn
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, view_handlers
from replaytag.frameworks.reading.wrapping import apps_in
from replaytag.frameworks.records import Earlier, Handler, Hook, Reach, Run, When

ROUTE_METHODS = frozenset({"route", "get", "post", "put", "delete", "patch", "endpoint"})
HOOKS: Mapping[str, tuple[When, Reach]] = {
    "before_request": (When.BEFORE, Reach.OWNER),
    "before_app_request": (When.BEFORE, Reach.APP),
    "url_value_preprocessor": (When.BEFORE, Reach.OWNER),
    "app_url_value_preprocessor": (When.BEFORE, Reach.APP),
    "after_request": (When.LATE, Reach.OWNER),
    "after_app_request": (When.LATE, Reach.APP),
    "teardown_request": (When.LATE, Reach.OWNER),
    "teardown_app_request": (When.LATE, Reach.APP),
    "teardown_appcontext": (When.LATE, Reach.OWNER),
}
_IN_TIME = {
    "after_request": "before_request",
    "after_app_request": "before_app_request",
    "teardown_request": "before_request",
    "teardown_app_request": "before_app_request",
}
_PHASES = {"url_value_preprocessor": 0, "before_request": 2}
_HTTP = ("get", "post", "put", "delete", "patch", "head", "options", "trace")


def scaffold_hook(
    owner: Value,
    target: Value,
    kind: tuple[When, Reach],
    response: Value,
    made: Made,
    apps: tuple[str, ...],
) -> Hook:
    """The hook that ``made`` registers; one that runs late is handed the ``response``.

    Those of ``apps`` run before those of their blueprints.
    """
    when, reach = kind
    arguments = (response,) if when is When.LATE else ()
    name = getattr(made.callee, "name", "")
    earlier = Earlier(name, _IN_TIME[name]) if name in _IN_TIME else None
    run = Run(target, arguments, when)
    order = None
    if name in _PHASES and isinstance(owner, Made):
        order = in_turn(made, _PHASES[name] + (0 if is_a(owner, *apps) else 1))
    return Hook(owner, target, made.place, (run,), reach, order=order, earlier=earlier)


def listed_hook(made: Made, owner: Value) -> Iterator[Hook]:
    """``app.before_request_funcs.setdefault(None, []).append(f)``."""
    key: Value | None = None
    while True:
        match owner:
            case Item():
                key, owner = owner.key, owner.owner
            case Made(callee=Member(inner, "setdefault")) as call:
                key, owner = call.argument(0, "key"), inner
            case _:
                break
    everyone = isinstance(key, Constant) and key.value is None
    if everyone and isinstance(owner, Member) and owner.name == "before_request_funcs":
        target = made.arguments[-1]
        yield Hook(owner.owner, target, made.place, (Run(target),))


def signal_hook(made: Made, signal: str, current_app: Value, app: Value) -> Iterator[Hook]:
    """``signal.connect(f, app)`` and ``@signal.connect_via(app)``.

    Without an app it is for ``current_app``, whichever that is. ``app`` is what receivers are
    called with.
    """
    callee, sender = made.callee, made.argument(1, "sender")
    if isinstance(callee, Made):
        sender = callee.argument(0, "sender")
        callee = callee.callee
    if not isinstance(callee, External) or not made.arguments:
        return
    if callee.name.endswith((f"{signal}.connect", f"{signal}.connect_via")):
        target = made.arguments[0]
        yield Hook(sender or current_app, target, made.place, (Run(target, (app,)),))


def replaced_entry(
    ev: Evaluator, store: Store, attribute: str, apps: tuple[str, ...], call: tuple[Value, ...]
) -> Iterator[Hook]:
    """``app.wsgi_app = Middleware(app.wsgi_app)``: the ``attribute`` a server's call goes to.

    ``apps`` are the types that have it, and ``call`` the arguments that it is called with. What is
    round a dispatcher there runs for the other apps that this one leads to, too. Errors are
    captured within: the app sends a signal before it answers.
    """
    if store.key != attribute:
        return
    for owner in options(store.owner):
        if is_a(owner, *apps):
            runs = tuple(wsgi.middleware_runs(ev, store.value, call))
            target = store.value.callee if isinstance(store.value, Made) else store.value
            yield Hook(owner, target, store.place, runs, sees_errors=True)
            for dispatcher in wsgi.dispatchers_in(store.value):
                runs = tuple(wsgi.middleware_runs(ev, store.value, call, dispatcher))
                for mounted in apps_in((dispatcher,), lambda value: is_a(value, *apps)):
                    yield Hook(mounted, target, store.place, runs, sees_errors=True)


def view_function_handlers(
    ev: Evaluator, made: Made, owner: Value, view: Value, framework: str, routes: tuple[str, ...]
) -> Iterator[Handler]:
    """The handlers that ``made`` registers: functions, and classes, with ``as_view`` or without."""
    for option in options(view):
        handler = function_handler(owner, option, framework, routes, made)
        if handler is not None:
            yield handler
            continue
        cls = as_view_class(option)
        if cls is None and definition(option) is not None:
            cls = option
        if cls is not None:
            yield from view_handlers(
                ev, owner, cls, framework, routes, _HTTP, lambda _, view: around_view(ev, view)
            )


def as_view_class(value: Value) -> Value | None:
    """The class in ``Class.as_view("name")``, decorated or not."""
    while isinstance(value, Decorated):
        value = value.value
    if isinstance(value, Made):
        if isinstance(value.callee, Member) and value.callee.name == "as_view":
            return value.callee.owner
        for argument in value.arguments:
            found = as_view_class(argument)
            if found is not None:
                return found
    return None


def around_view(
    ev: Evaluator, instance: Value, arguments: tuple[Value, ...] = ()
) -> tuple[Run, ...]:
    """What runs before a view's method: its decorators and ``dispatch_request``."""
    assert isinstance(instance, Made)
    runs: list[Run] = []
    for name in ("decorators", "method_decorators"):
        listed = ev.attribute(instance, name)
        if isinstance(listed, SequenceValue):
            for decorator in listed.elements:
                wrapped = ev.call(decorator, (Opaque("flask.view"),), (), instance.place)
                if isinstance(undecorated(wrapped), FunctionValue):
                    runs.append(Run(wrapped, arguments))
    dispatch = ev.attribute(instance, "dispatch_request")
    if isinstance(undecorated(dispatch), FunctionValue):
        runs.append(Run(dispatch, arguments))
    return tuple(runs)
