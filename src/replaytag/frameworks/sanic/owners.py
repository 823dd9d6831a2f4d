"""Sanic's apps, blueprints and groups of them, by whatever name code has for one."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Constant,
    External,
    Made,
    Member,
    SequenceValue,
    Value,
    options,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import Includes, Record, Scope, Unresolved
from replaytag.frameworks.sanic import hooks
from replaytag.frameworks.writing.placing import imports_module
from replaytag.source import Place

APPS = ("sanic.Sanic",)
BLUEPRINT = "sanic.Blueprint"
_GROUPS = ("sanic.BlueprintGroup", "sanic.group")
"""The class, and what ``Blueprint.group(...)`` makes."""
COMPOSITION = "sanic.CompositionView"
ROUTERS = (BLUEPRINT, *_GROUPS, COMPOSITION)
_CURRENT = "sanic.get_app"
"""What ``Sanic.get_app()`` makes."""


class Owners:
    """Which apps and routers a value stands for."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._scopes: dict[Value, Scope] = {}
        self._known: dict[Made, Value] = {}

    def of(self, value: Value | None) -> Iterator[Value]:
        """The objects that handlers and hooks of ``value`` are registered on."""
        for option in options(value) if value is not None else ():
            found = option
            while isinstance(found, Made) and isinstance(found.callee, Member):
                if found.callee.name != "copy" or not is_a(found.callee.owner, *ROUTERS):
                    break
                found = found.callee.owner
            if is_a(found, _CURRENT):
                assert isinstance(found, Made)
                if found not in self._known:
                    self._known[found] = self._named(found)
                yield self._known[found]
            elif is_a(found, *APPS, *ROUTERS) or is_group(found):
                yield found

    def scope_of(self, owner: Value) -> Scope:
        """Outside, if Sentry is started too late for the app, or for any where it is none."""
        if owner not in self._scopes:
            apps: list[Value] = [owner] if is_a(owner, *APPS) else [*self._apps()]
            late = any(hooks.starts_late(self._ev, app) for app in apps)
            self._scopes[owner] = Scope.OUTSIDE if late else Scope.INSIDE
        return self._scopes[owner]

    def _apps(self) -> list[Made]:
        return [made for made in iter_made(self._ev) if is_a(made, *APPS)]

    def _named(self, current: Made) -> Value:
        """The app that ``Sanic.get_app("name")`` is; itself, where that may be one of several."""
        wanted = current.argument(0, "name")
        apps = {app.place: app for app in self._apps()}
        if isinstance(wanted, Constant):
            names = {place: app.argument(0, "name") for place, app in apps.items()}
            unnamed = {place: app for place, app in apps.items() if _text(names[place]) is None}
            named = {p: app for p, app in apps.items() if _text(names[p]) == wanted.value}
            apps = named or unnamed
        if len(apps) > 1:
            apps = {place: app for place, app in apps.items() if self._meet(place, current.place)}
        return next(iter(apps.values())) if len(apps) == 1 else current

    def _meet(self, place: Place, other: Place) -> bool:
        """Whether one of two files imports the other."""
        return (
            place.path == other.path
            or imports_module(self._ev, place.path, other.path)
            or imports_module(self._ev, other.path, place.path)
        )


def _text(name: Value | None) -> object:
    return name.value if isinstance(name, Constant) else None


def is_group(value: Value) -> bool:
    """``bp.group(...)``, which is ``Blueprint.group(...)``."""
    return (
        isinstance(value, Made)
        and isinstance(value.callee, Member)
        and value.callee.name == "group"
        and is_a(value.callee.owner, BLUEPRINT)
    )


def included(owners: Owners, owner: Value, child: Value, place: Place) -> Iterator[Record]:
    """A blueprint, a group, or a list of them."""
    for option in options(child):
        if isinstance(option, SequenceValue):
            for element in option.elements:
                yield from included(owners, owner, element, place)
            if option.complete:
                continue
        found = list(owners.of(option))
        yield from (Includes(owner, value) for value in found)
        if not found and not isinstance(option, (Constant, Made)) and not _is_own(option):
            reason = "a blueprint that is registered here cannot be resolved"
            yield Unresolved(owner, reason, place)


def _is_own(value: Value) -> bool:
    """Whether it is from Sanic's family of libraries, which know nothing of the contract."""
    return isinstance(value, External) and value.name.startswith("sanic")
