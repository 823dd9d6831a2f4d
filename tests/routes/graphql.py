"""Endpoints of a host app that serves GraphQL: those of its own table of routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """Endpoints of routes, applications that are mounted, and views of Flask."""
    for view in getattr(app, "view_functions", {}).values():
        yield getattr(view, "view_class", view)
    for route in getattr(app, "routes", ()):
        yield getattr(route, "endpoint", None) or getattr(route, "app", route)
