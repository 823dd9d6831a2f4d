"""The endpoints of a Tornado application, by its own routers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """Every handler class that a rule leads to, those of nested routers and applications included.

    The library's own classes (static files, redirects) are left out.
    """
    routers = [app.default_router] if hasattr(app, "default_router") else [app]
    for router in routers:
        for rule in router.rules:
            target = rule.target
            if isinstance(target, type):
                if not target.__module__.startswith("tornado."):
                    yield target
            elif hasattr(target, "rules") or hasattr(target, "default_router"):
                yield from endpoints(target)
