"""The endpoints of an aiohttp app, sub-apps included, by its own router."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """Every function, bound method, object or view class that answers a route.

    ``app`` may be a coroutine for one, as ``web.run_app`` takes it.

    Static files are left out: the library's own methods answer those.
    """
    if inspect.iscoroutine(app):
        app = asyncio.run(app)
    for route in app.router.routes():
        handler = route.handler
        while isinstance(handler, functools.partial):
            handler = handler.func
        owner = getattr(handler, "__self__", handler)
        if not type(owner).__module__.startswith("aiohttp."):
            yield handler
