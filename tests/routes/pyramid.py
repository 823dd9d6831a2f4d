"""The endpoints of a real Pyramid app, from what its configurator has recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The view of each registered view; of a class with ``attr``, the method.

    ``app`` is what ``make_wsgi_app()`` returns. Views of Pyramid itself (static files) are included.
    """
    for entry in app.registry.introspector.get_category("views") or ():
        view = entry["introspectable"]
        found = view["callable"]
        if isinstance(found, type):
            found = getattr(found, view["attr"] or "__call__", found)
        elif found is not None and view["attr"]:
            found = getattr(found, view["attr"])
        if found is not None:
            yield found
