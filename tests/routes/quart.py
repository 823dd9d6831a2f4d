"""The HTTP endpoints of a Quart app, from its own table."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The function or view class behind each rule of the real ``app``, websockets left out."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions.get(rule.endpoint)
        if view is None or rule.websocket:
            continue
        view = inspect.unwrap(view)
        yield getattr(view, "view_class", view)
