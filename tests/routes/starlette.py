"""Endpoints of a Starlette or FastAPI app: its ``routes``, those of mounts included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.routes.wrapped import inside


def endpoints(app: Any) -> Iterator[Any]:
    """Functions and endpoint classes of all routes."""
    for route in inside(app, "routes").routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if hasattr(route, "endpoint"):
            yield route.endpoint
        elif inner is not None:
            try:
                yield from endpoints(inner)
            except LookupError:
                yield inner  # any ASGI app may be mounted
