"""What functions and plug-ins change in ``on_app_init``, before the app is made.

Sentry has put its own middleware first in the configuration's list by then: what is inserted before
it runs outside of Sentry's request scope.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Store
from replaytag.evaluator.values import (
    Element,
    FunctionValue,
    Made,
    Member,
    Operation,
    SequenceValue,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.litestar.hooks import (
    before_request,
    entries,
    guard_hooks,
    middleware_hook,
    middleware_hooks,
)
from replaytag.frameworks.litestar.layers import Layer
from replaytag.frameworks.records import Record, Scope, Unresolved
from replaytag.source import frozen


@frozen
class Addition:
    """``value`` becomes an entry of ``route_handlers`` of ``owner``."""

    owner: Value
    value: Value


class Plugins:
    """The changes that the plug-ins of a project's apps make."""

    def __init__(self, ev: Evaluator, apps: list[Layer]) -> None:
        self._ev = ev
        self._configs: dict[Value, Layer] = {}
        self.unresolved: list[Record] = []
        for app in apps:
            config = Member(app.owner, "app_config")
            self._configs[config] = app
            for function in self._functions(app):
                ev.budget = ev.BUDGET
                ev.call(function, (config,), (), app.place)
        self._calls = [
            made
            for made in (iter_made(ev) if self._configs else ())
            if isinstance(made.callee, Member) and isinstance(made.callee.owner, Member)
        ]

    def _functions(self, app: Layer) -> Iterator[Value]:
        """What is called with the configuration of ``app``."""
        for entry in entries(app.setting("on_app_init")):
            if entry is None:
                self._unknown(app)
            elif isinstance(undecorated(entry), FunctionValue):
                yield entry
        for entry in entries(app.setting("plugins")):
            if entry is None:
                self._unknown(app)
            elif isinstance(entry, Made):
                method = self._ev.attribute(entry, "on_app_init")
                if isinstance(undecorated(method), FunctionValue):
                    yield method

    def _unknown(self, app: Layer) -> None:
        reason = "some of its plug-ins cannot be resolved"
        self.unresolved.append(Unresolved(app.owner, reason, app.place))

    def hooks(self) -> Iterator[Record]:
        """The hooks that plug-ins add."""
        yield from self.unresolved
        for made, owner, name in self._changes("middleware"):
            value = made.arguments[-1]
            if name == "extend":
                yield from middleware_hooks(self._ev, owner, value, made.place)
            else:
                first = name == "insert" and getattr(made.arguments[0], "value", None) == 0
                scope = Scope.OUTSIDE if first else Scope.INSIDE
                yield from middleware_hook(self._ev, owner, value, made.place, scope)
        for made, owner, name in self._changes("guards"):
            value = made.arguments[-1]
            listed = value if name == "extend" else SequenceValue("list", (value,))
            yield from guard_hooks(owner, listed, made.place)
        for store in list(self._ev.stores):
            app = self._configs.get(store.owner)
            if app is not None:
                yield from self._stored(app.owner, store)

    def _stored(self, owner: Value, store: Store) -> Iterator[Record]:
        if store.key == "before_request":
            yield from before_request(owner, store.value, store.place)
        elif store.key == "guards":
            for value, _ in _placed(store.value, store.owner, "guards"):
                yield from guard_hooks(owner, SequenceValue("list", (value,)), store.place)
        elif store.key == "middleware":
            for value, scope in _placed(store.value, store.owner, "middleware"):
                yield from middleware_hook(self._ev, owner, value, store.place, scope)

    def additions(self) -> Iterator[Addition]:
        """The handlers that plug-ins register."""
        for made, owner, name in self._changes("route_handlers"):
            value = made.arguments[-1]
            for entry in entries(value) if name == "extend" else (value,):
                if entry is not None:
                    yield Addition(owner, entry)
        for store in list(self._ev.stores):
            app = self._configs.get(store.owner)
            if app is not None and store.key == "route_handlers":
                for value, _ in _placed(store.value, store.owner, "route_handlers"):
                    yield Addition(app.owner, value)

    def _changes(self, setting: str) -> Iterator[tuple[Made, Value, str]]:
        """Calls that add to the list ``setting`` of a configuration, its app, and the method."""
        for made in self._calls:
            callee = made.callee
            assert isinstance(callee, Member)
            holder = callee.owner
            assert isinstance(holder, Member)
            app = self._configs.get(holder.owner)
            if app is None or holder.name != setting or not made.arguments:
                continue
            if callee.name in ("append", "insert", "extend"):
                yield made, app.owner, callee.name


def _placed(value: Value, config: Value, setting: str) -> Iterator[tuple[Value, Scope]]:
    """The entries that are new in ``config.setting = value``; outside if they come first.

    Where the old list is not in the new one, Sentry's own middleware is gone.
    """
    old = Member(config, setting)
    for option in options(value):
        parts = _parts(option)
        scope = Scope.OUTSIDE
        for part in parts:
            if part == old or part == Element(old):
                scope = Scope.INSIDE
            elif not isinstance(part, Element):
                for one in options(part):
                    yield one, scope


def _parts(value: Value) -> list[Value]:
    """What a list is made of, ``old + [new]`` included."""
    if isinstance(value, SequenceValue):
        return list(value.elements)
    if isinstance(value, Operation) and value.operator == "+":
        return [part for operand in value.operands for part in _parts(operand)]
    return [value]
