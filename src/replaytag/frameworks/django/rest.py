"""Routers of DRF: which view sets are registered on them."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.values import ClassValue, Constant, Member, Value, definition, options
from replaytag.frameworks.django.registrations import Registrations
from replaytag.frameworks.django.views import Views, view_set_methods
from replaytag.frameworks.records import Handler


def router_handlers(
    views: Views, registrations: Registrations, router: Value, pattern: str | None
) -> Iterator[Handler]:
    """The handlers of the view sets on ``router``, which is included under ``pattern``."""
    for owner in _routers(registrations, router):
        for made in registrations.calls(owner):
            if not isinstance(made.callee, Member) or made.callee.name != "register":
                continue
            view_set = made.argument(1, "viewset")
            for option in options(view_set) if view_set is not None else ():
                cls = definition(option)
                if isinstance(cls, ClassValue):
                    routes = _routes(pattern, made.argument(0, "prefix"))
                    yield from views.view_class(option, routes, view_set_methods(cls))


def _routers(registrations: Registrations, router: Value) -> list[Value]:
    """``router`` and those whose registry it takes over: ``router.registry.extend(x.registry)``."""
    found = list(options(router))
    for owner in found:
        for made in registrations.calls(Member(owner, "registry")):
            for argument in made.arguments:
                if isinstance(argument, Member) and argument.name == "registry":
                    found += [other for other in options(argument.owner) if other not in found]
    return found


def _routes(pattern: str | None, prefix: Value | None) -> tuple[str, ...]:
    if pattern is None or not isinstance(prefix, Constant) or not isinstance(prefix.value, str):
        return ()
    return (pattern + prefix.value,)
