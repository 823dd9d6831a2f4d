"""The endpoint of a WSGI callable: what stands inside all wrappers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_INNER = ("app", "_app", "wrapped", "application", "wsgi_app", "asgi_app", "inner")


def endpoints(app: Any) -> Iterator[Any]:
    """The innermost function, or the ``__call__`` of the innermost object."""
    seen = 0
    while seen < 20 and (inner := _inside(app)) is not None:
        app, seen = inner, seen + 1
    yield app if hasattr(app, "__code__") or isinstance(app, type) else type(app).__call__


def _inside(app: Any) -> Any:
    for name in _INNER:
        held = getattr(app, name, None)
        if callable(held):
            return held
    cells = getattr(app, "__closure__", None) or ()
    return next((cell.cell_contents for cell in cells if callable(cell.cell_contents)), None)
