"""Bottle's apps: objects, and the default app that the module's own functions register on."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Constant, External, Made, Member, Value, options
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import App
from replaytag.source import Place, frozen
from replaytag.workspace.roles import is_supporting

APPS = ("bottle.Bottle",)
DEFAULT = External("bottle.default_app")
"""Stands for the default app, which no statement makes."""
ROUTERS = frozenset({"route", "get", "post", "put", "delete", "patch"})
_FUNCTIONS = ROUTERS | {"hook", "install", "mount"}
"""What the module has of the default app's methods."""
_GETTERS = ("bottle.default_app", "bottle.app")


@frozen
class Registration:
    """A method of an app that is called, or called as a decorator's factory.

    ``target`` is what the decorator stands on, ``made`` the call that registers it.
    """

    owner: Value
    method: str
    call: Made
    made: Made
    target: Value | None


def is_app(value: Value) -> bool:
    """Whether ``value`` is an app: an object, or what ``default_app()`` returns."""
    return is_a(value, *APPS) or is_default(value)


def is_default(value: Value) -> bool:
    """Whether ``value`` is the default app."""
    return value == DEFAULT or (
        isinstance(value, Made)
        and isinstance(value.callee, External)
        and value.callee.name in _GETTERS
    )


def registrations(ev: Evaluator) -> Iterator[Registration]:
    """Everything that is called on apps."""
    for made in iter_made(ev):
        for owner, method in _methods(made.callee):
            yield Registration(owner, method, made, made, None)
        factory = made.callee
        if isinstance(factory, Made) and made.arguments:
            for owner, method in _methods(factory.callee):
                yield Registration(owner, method, factory, made, made.arguments[0])


def _methods(callee: Value) -> Iterator[tuple[Value, str]]:
    if isinstance(callee, Member):
        for owner in options(callee.owner):
            if is_app(owner):
                yield owner, callee.name
    elif isinstance(callee, External):
        library, _, name = callee.name.rpartition(".")
        if library == "bottle" and name in _FUNCTIONS:
            yield DEFAULT, name


def default_apps(ev: Evaluator, found: list[Registration]) -> Iterator[App]:
    """The default app under each of its names, all at one place.

    That is where it is run, else where it is asked for, else where something is first registered
    on it.
    """
    handles = [made for made in iter_made(ev) if is_default(made)]
    runs = [made for made in iter_made(ev) if _is_run(made)]
    uses = [r.call for r in found if is_default(r.owner)]
    # Running without an app alone shows nothing: there is always a default app.
    if not handles and not uses:
        return
    for calls in (runs, handles, uses):
        places = [made.place for made in calls if not is_supporting(made.place.path)]
        if places:
            break
    else:
        places = [made.place for made in (*handles, *uses)]
    place = min(places)
    values: list[Value] = [DEFAULT, *handles]
    for value in values:
        yield App(value, place, "the default app", "bottle")


def _is_run(made: Made) -> bool:
    """``run()`` of the default app."""
    if not isinstance(made.callee, External) or made.callee.name != "bottle.run":
        return False
    app = made.argument(0, "app")
    return app is None or app == Constant(None) or any(map(is_default, options(app)))


def used_paths(ev: Evaluator, found: list[Registration]) -> set[str]:
    """The files that run the default app, ask for it or register on it."""
    places: list[Place] = [r.call.place for r in found if is_default(r.owner)]
    places += [made.place for made in iter_made(ev) if is_default(made) or _is_run(made)]
    return {place.path for place in places if not is_supporting(place.path)}
