"""Handlers of the project's own making, as ``[tool.replaytag.handlers]`` declares them.

What is declared is not looked into: it is taken as a library's. Which app serves such handlers is
not declared; where a project has one app, it is that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.declarations import Declarations
from replaytag.evaluator.classes import mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    External,
    Made,
    Member,
    Value,
    definition,
    options,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.types import library_types, short
from replaytag.frameworks.reading.views import function_handler, routes_of, view_handlers
from replaytag.frameworks.records import ANY, App, Handler, Recipe, Record, Run

_METHODS = ("get", "post", "put", "delete", "patch", "head", "options", "handle", "dispatch")


class Declared(Framework):
    """The handlers that ``declarations`` tell of."""

    name = ANY
    title = "Declared handlers"

    def __init__(self, declarations: Declarations) -> None:
        self._declarations = declarations
        last = tuple(name.rpartition(".")[2] for name in declarations.names)
        self.markers = tuple(name.encode() for name in last)
        self.app_words = self.markers
        self.relatives = frozenset(name.partition(".")[0] for name in declarations.names)
        self._names = frozenset(last)

    def names(self) -> frozenset[str]:
        return self._names

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        declared = self._declarations
        for made in iter_made(ev):
            if made.arguments and is_one_of(made.callee, declared.decorators):
                yield from self._handlers(ev, made, made.callee, made.arguments[:1], ())
            elif isinstance(made.callee, Made) and made.arguments:
                factory = made.callee
                if is_one_of(factory.callee, declared.decorators):
                    routes = routes_of(*factory.arguments)
                    yield from self._handlers(ev, made, factory.callee, made.arguments[:1], routes)
            if is_one_of(made.callee, declared.functions):
                given = (*made.arguments, *(value for _, value in made.keywords))
                yield from self._handlers(ev, made, made.callee, given, routes_of(*made.arguments))
        for cls in ev.classes():
            if derives_from(cls, declared.base_classes):
                yield from self._class(ev, External(ANY), cls, ())

    def _handlers(
        self,
        ev: Evaluator,
        made: Made,
        callee: Value,
        values: tuple[Value, ...],
        routes: tuple[str, ...],
    ) -> Iterator[Handler]:
        owner = callee.owner if isinstance(callee, Member) else External(ANY)
        for value in values:
            for option in options(value):
                handler = function_handler(owner, option, self.name, routes, made)
                written = definition(option)
                if handler is not None:
                    yield handler
                elif isinstance(written, ClassValue):
                    yield from self._class(ev, owner, written, routes)

    def _class(
        self, ev: Evaluator, owner: Value, cls: ClassValue, routes: tuple[str, ...]
    ) -> Iterator[Handler]:
        def entry(cls: ClassValue, instance: Value) -> tuple[Run, ...]:
            return ()

        yield from view_handlers(ev, owner, cls, self.name, routes, _METHODS, entry)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        reason = "how its app registers hooks is not declared"
        return Recipe("Tag every request", "", reason=reason)


def is_one_of(callee: Value, names: tuple[str, ...]) -> bool:
    """Whether what is called is one of the declared functions ``names``."""
    if not names:
        return False
    if isinstance(callee, External):
        return callee.name in names
    if isinstance(callee, Member):
        methods = {(short(cls), method) for cls, _, method in (n.rpartition(".") for n in names)}
        return any((kind, callee.name) in methods for kind in library_types(callee.owner))
    return False


def derives_from(cls: ClassValue, names: tuple[str, ...]) -> bool:
    """Whether a class derives from one of the declared classes ``names``."""
    for base in mro(cls) if names else ():
        if isinstance(base, External) and base.name in names:
            return True
        if isinstance(base, ClassValue) and f"{base.module.name}.{base.name}" in names:
            return base is not cls
    return False
