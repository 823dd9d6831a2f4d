"""The endpoints of a real CherryPy app, from the objects that are mounted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_HTTP = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")


def endpoints(app: Any) -> Iterator[Any]:
    """What is exposed on the root of ``app`` and below; of a whole tree, on all roots.

    What a ``RoutesDispatcher`` connects is the method that it names.
    """
    applications = getattr(app, "apps", None)
    for application in applications.values() if applications is not None else (app,):
        yield from _connected(application)
        if application.root is not None:
            yield from _exposed(application.root, set())


def _exposed(node: Any, seen: set[int]) -> Iterator[Any]:
    if id(node) in seen:
        return
    seen.add(id(node))
    by_method = getattr(node, "exposed", False)
    for name in dir(node):
        if name.startswith("__") and name != "__call__":
            continue
        value = getattr(node, name, None)
        if callable(value) and not isinstance(value, type) and hasattr(value, "__name__"):
            if getattr(value, "exposed", False) or (by_method and name in (*_HTTP, "__call__")):
                yield value
        elif hasattr(value, "__dict__") and not isinstance(value, type):
            yield from _exposed(value, seen)


def _connected(application: Any) -> Iterator[Any]:
    dispatcher = application.config.get("/", {}).get("request.dispatch")
    controllers = getattr(dispatcher, "controllers", {})
    for route in dispatcher.mapper.matchlist if controllers else ():
        controller = controllers.get(route.defaults.get("controller"))
        action = getattr(controller, route.defaults.get("action", "index"), None)
        if action is not None:
            yield action
