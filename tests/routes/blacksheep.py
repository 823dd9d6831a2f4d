"""The endpoints of a running BlackSheep app, from its own route table."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The function behind each HTTP route, as written; the app is started where it was not.

    Starting it adds the routes of controllers, and wraps what is registered.
    """
    app = getattr(app, "app", app)
    before = {id(route): route.handler for route in app.router}
    if not app.started:
        asyncio.run(app.start())
    for method, route in app.router.iter_with_methods():
        if method == "GET_WS" or route is app.router.fallback:
            continue
        handler = before.get(id(route)) or getattr(route.handler, "root_fn", route.handler)
        function = getattr(handler, "__wrapped__", handler)
        if getattr(function, "__module__", "").partition(".")[0] != "blacksheep":
            yield function
