"""django-ninja and django-ninja-extra: operations of an API and its routers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    Made,
    Member,
    Value,
    definition,
    options,
)
from replaytag.frameworks.django.middleware import REQUEST
from replaytag.frameworks.django.registrations import Registrations
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, view_handlers
from replaytag.frameworks.records import Handler

_OWNERS = ("ninja.NinjaAPI", "ninja.Router", "ninja_extra.NinjaExtraAPI", "ninja_extra.Router")
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def is_api(value: Value) -> bool:
    """Whether ``value`` is an API or router of ninja's."""
    return is_a(value, *_OWNERS)


class Operations:
    """Finds the handlers of APIs, all registered on ``owner``."""

    def __init__(
        self, ev: Evaluator, registrations: Registrations, owner: Value, framework: str
    ) -> None:
        self._ev = ev
        self._registrations = registrations
        self._owner = owner
        self._framework = framework

    def handlers(
        self, api: Value, pattern: str | None, path: str, above: tuple[Value, ...] = ()
    ) -> Iterator[Handler]:
        """The handlers of ``api``, included under ``pattern``; ``above`` are its parents."""
        for option in options(api):
            if option in above or not is_api(option):
                continue
            for made in self._registrations.decorations(option):
                assert isinstance(made.callee, Made)
                yield from self._operation(made, made.callee, pattern)
            for made in self._registrations.calls(option):
                assert isinstance(made.callee, Member)
                yield from self._call(made, made.callee.name, pattern, (*above, option))

    def _operation(self, made: Made, factory: Made, pattern: str | None) -> Iterator[Handler]:
        """``@api.get("/x")`` over a function."""
        assert isinstance(factory.callee, Member)
        name = factory.callee.name
        if made.arguments and (name in _METHODS or name == "api_operation"):
            route = factory.argument(1 if name == "api_operation" else 0, "path")
            yield from self._function(made.arguments[0], _below(pattern, route), made)

    def _call(
        self, made: Made, name: str, pattern: str | None, above: tuple[Value, ...]
    ) -> Iterator[Handler]:
        if name == "add_router":
            router = made.argument(1, "router")
            for option in options(router) if router is not None else ():
                found: Value | None = option
                if isinstance(option, Constant) and isinstance(option.value, str):
                    found = self._ev.resolve_dotted(made.place.path, option.value)
                if found is not None:
                    under = _below(pattern, made.argument(0, "prefix"))
                    yield from self.handlers(found, under, made.place.path, above)
        elif name == "add_api_operation":
            view = made.argument(2, "view_func")
            if view is not None:
                yield from self._function(view, _below(pattern, made.argument(0, "path")), made)
        elif name == "register_controllers":
            for controller in made.arguments:
                yield from self._controller(controller, pattern)
        elif name == "auto_discover_controllers":
            for controller in _controllers(self._ev):
                yield from self._controller(controller, pattern)

    def _function(self, view: Value, route: str | None, made: Made) -> Iterator[Handler]:
        routes = () if route is None else (route,)
        for option in options(view):
            handler = function_handler(
                self._owner, option, self._framework, routes, made, (REQUEST,)
            )
            if handler is not None:
                yield handler

    def _controller(self, value: Value, pattern: str | None) -> Iterator[Handler]:
        """A class whose methods ``@route.get(...)`` or ``@http_get(...)`` stand on."""
        for option in options(value):
            cls = definition(option)
            if not isinstance(cls, ClassValue):
                continue
            routed = {n: r for n, v in cls.namespace.items() for r in _controller_routes(v)}
            if routed:
                for handler in view_handlers(
                    self._ev,
                    self._owner,
                    cls,
                    self._framework,
                    (),
                    tuple(routed),
                    lambda c, i: (),
                ):
                    route = _below(pattern, routed[handler.name.rpartition(".")[2]])
                    yield handler if route is None else replace(handler, routes=(route,))


def _controllers(ev: Evaluator) -> list[Value]:
    """The classes that ``@api_controller`` stands on."""
    found: list[Value] = []
    for module in ev.modules():
        for binding in list(module.names.values()):
            value = binding if isinstance(binding, Decorated) else None
            if value is not None and any(
                isinstance(d, Made) and d.callee == External("ninja_extra.api_controller")
                for d in value.decorators
            ):
                found.append(value)
    return found


def _controller_routes(value: Value) -> Iterator[Value | None]:
    """The path in each of ninja-extra's decorators on a method."""
    for decorator in value.decorators if isinstance(value, Decorated) else ():
        if isinstance(decorator, Made) and isinstance(decorator.callee, External):
            name = decorator.callee.name
            if name.startswith(("ninja_extra.http_", "ninja_extra.route.")):
                yield decorator.argument(0, "path")


def _below(pattern: str | None, route: Value | None) -> str | None:
    """``route`` below ``pattern``, joined with one slash as ninja does."""
    if pattern is None or not isinstance(route, Constant) or not isinstance(route.value, str):
        return None
    if not pattern:
        return route.value.lstrip("/")
    return f"{pattern.rstrip('/')}/{route.value.lstrip('/')}"
