"""Handlers: what is exposed on the objects that hang together from an app's root."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import bind_method, find_method, mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.records import Handler, Run, Scope
from replaytag.source import frozen

_HTTP = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
_EXPOSE = External("cherrypy.expose")
_DEPTH = 12


@frozen
class Page:
    """A handler in the tree: the classes of the objects that lead to it, and its function."""

    handler: Handler
    path: str
    classes: tuple[ClassValue, ...]
    function: FunctionValue | ClassValue


def is_true(value: Value | None) -> bool:
    """Whether ``value`` is ``True``."""
    return isinstance(value, Constant) and value.value is True


class Exposed:
    """What a project exposes, by whatever means."""

    def __init__(self, ev: Evaluator) -> None:
        self._known: set[Value] = set()
        for made in ev.made:
            if made.callee == _EXPOSE or (
                isinstance(made.callee, Made) and made.callee.callee == _EXPOSE
            ):
                for argument in made.arguments:
                    self._add(argument)
        for store in ev.stores:
            if store.key == "exposed" and is_true(store.value):
                self._add(store.owner)

    def _add(self, value: Value) -> None:
        for option in options(value):
            found = definition(option)
            if found is not None:
                self._known.add(_unbound(found))

    def __contains__(self, found: FunctionValue | ClassValue) -> bool:
        if _unbound(found) in self._known:
            return True
        if not isinstance(found, ClassValue):
            return False
        return any(
            base in self._known or is_true(base.namespace.get("exposed"))
            for base in mro(found)
            if isinstance(base, ClassValue)
        )


def _unbound(found: FunctionValue | ClassValue) -> Value:
    """Methods are other values once they are bound: their places stay the same."""
    return Constant(str(found.place)) if isinstance(found, FunctionValue) else found


class Tree:
    """The objects below one root."""

    def __init__(self, ev: Evaluator, exposed: Exposed, owner: Value, scope: Scope) -> None:
        self._ev = ev
        self._exposed = exposed
        self._owner = owner
        self._scope = scope

    def pages(
        self,
        value: Value,
        path: str,
        above: tuple[ClassValue, ...] = (),
        seen: frozenset[Value] = frozenset(),
    ) -> Iterator[Page]:
        """Everything that is exposed on ``value`` and below."""
        for instance, cls in self._instances(value):
            if instance not in seen and len(seen) <= _DEPTH:
                yield from self._of_instance(instance, cls, path, (*above, cls), seen | {instance})

    def action(self, value: Value, name: str, path: str) -> Iterator[Page]:
        """The method ``name`` of a controller, exposed or not: a route names it."""
        for instance, cls in self._instances(value):
            method = find_method(self._ev, cls, name)
            if method is not None:
                yield self._page(method, cls, instance, path, (cls,))

    def _instances(self, value: Value) -> Iterator[tuple[Made, ClassValue]]:
        for option in options(value):
            instance: Value = option
            if isinstance(option, ClassValue):
                instance = self._ev.generic_instance(option)
            if isinstance(instance, Made) and isinstance(instance.callee, ClassValue):
                yield instance, instance.callee

    def _of_instance(
        self,
        instance: Made,
        cls: ClassValue,
        path: str,
        classes: tuple[ClassValue, ...],
        seen: frozenset[Value],
    ) -> Iterator[Page]:
        by_method = cls in self._exposed
        members = dict(self._members(instance, cls))
        if by_method and not members.keys() & {*_HTTP, "__call__"}:
            # A dispatcher of the project's own finds its methods.
            handler = Handler(self._owner, cls.place, cls.name, "cherrypy", (path or "/",))
            yield Page(handler, path, classes, cls)
        for name, value in members.items():
            for option in options(value):
                found = definition(option)
                if isinstance(found, FunctionValue):
                    if found in self._exposed or (by_method and name in (*_HTTP, "__call__")):
                        below = _joined(path, "" if by_method else name)
                        yield self._page(option, cls, instance, below, classes)
                elif isinstance(option, Made) and option.callee == _EXPOSE:
                    for function in option.arguments:
                        if isinstance(definition(function), FunctionValue):
                            yield self._page(function, cls, instance, _joined(path, name), classes)
                elif isinstance(option, Made):
                    yield from self.pages(option, _joined(path, name), classes, seen)

    def _members(self, instance: Made, cls: ClassValue) -> Iterator[tuple[str, Value]]:
        self._ev.construct(instance)
        names: dict[str, Value] = dict(instance.attributes)
        for base in mro(cls):
            if isinstance(base, ClassValue):
                for name in base.namespace:
                    if name not in names:
                        names[name] = base.namespace[name]
        yield from names.items()

    def _page(
        self,
        value: Value,
        cls: ClassValue,
        instance: Value,
        path: str,
        classes: tuple[ClassValue, ...],
    ) -> Page:
        written, function = definition(value), undecorated(value)
        assert isinstance(written, FunctionValue)
        if isinstance(function, FunctionValue) and function.owner and function.receiver is None:
            run = Run(bind_method(self._ev, function, instance), scope=self._scope)
        elif isinstance(function, FunctionValue) and function.receiver is not None:
            run = Run(function, scope=self._scope)
        else:
            arguments = (instance,) if written.owner else ()
            run = Run(value, arguments, scope=self._scope)
        name = written.name if written.owner else f"{cls.name}.{written.name}"
        handler = Handler(
            self._owner, written.place, name, "cherrypy", (path,), (run,), cls.name, cls.place
        )
        return Page(handler, path, classes, written)


def _joined(path: str, name: str) -> str:
    """``index`` and ``default`` answer for their object itself, ``default`` for all below too."""
    if name == "index":
        return f"{path}/"
    if name in ("default", "_cp_dispatch"):
        return f"{path}/*"
    return f"{path}/{name}" if name else path or "/"
