"""The endpoints of a real Bottle app, from its routes and those of what it mounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The callback of each route; of what is mounted by WSGI, those of the mounted app.

    A middleware of the project round the app is looked through.
    """
    while not hasattr(app, "routes"):
        app = app.app
    for route in app.routes:
        mounted = route.config.get("mountpoint.target") or route.config.get("mountpoint")
        target = mounted.get("target") if isinstance(mounted, dict) else mounted
        if hasattr(target, "routes"):
            yield from endpoints(target)
        elif target is None:
            yield route.callback
