"""Endpoints of a Channels application: the consumers in the routes of all its routers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_INNER = ("app", "inner", "application", "callback")


def endpoints(app: Any) -> Iterator[Any]:
    """Consumer classes, and what else is routed to that is no router or middleware."""
    for below in getattr(app, "application_mapping", {}).values():
        yield from endpoints(below)
    for route in getattr(app, "routes", ()):
        yield from endpoints(route.callback)
    consumer = getattr(app, "consumer_class", None)
    if consumer is not None:
        yield consumer
        return
    for name in _INNER:
        inner = getattr(app, name, None)
        if callable(inner):
            yield from endpoints(inner)
