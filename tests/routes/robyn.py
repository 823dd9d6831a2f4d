"""The endpoints of a Robyn app, from its own route table."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The function behind each HTTP route, as written; those of the library are left out."""
    for route in app.router.routes:
        function = inspect.unwrap(route.function.handler)
        if (getattr(function, "__module__", None) or "").partition(".")[0] != "robyn":
            yield function
