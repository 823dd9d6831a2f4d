"""The endpoints of a real Falcon app, from its router and its sinks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The responder of each method of each route, then the sinks; ``on_websocket`` is one of them.

    A middleware of the project round the app is looked through. Falcon's own responders, for the
    methods that a resource lacks, are no endpoints of the project.
    """
    while not hasattr(app, "_router"):
        app = app.app
    waiting = list(app._router._roots)
    while waiting:
        node = waiting.pop(0)
        waiting.extend(node.children)
        for responder in (node.method_map or {}).values():
            function = getattr(responder, "__func__", responder)
            own = not getattr(function, "__module__", "").startswith("falcon.")
            if own:
                yield responder
    for _, sink, *_ in app._sinks:
        yield sink
