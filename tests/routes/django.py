"""Endpoints of a Django project: the callbacks of its URL resolver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.routes.wrapped import inside


def endpoints(app: Any) -> Iterator[Any]:
    """Functions and view classes of all patterns; of view sets the mapped methods."""
    from django.urls import get_resolver

    resolver = get_resolver()
    yield from _below(resolver.url_patterns)
    for status in (400, 403, 404, 500):
        yield resolver.resolve_error_handler(status)


def _below(patterns: Any) -> Iterator[Any]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _below(pattern.url_patterns)
        else:
            yield from _views(pattern.callback)


def _views(callback: Any) -> Iterator[Any]:
    if "ninja" in getattr(callback, "__module__", ""):
        operations = inside(callback, "operations").operations
        yield from (operation.view_func for operation in operations)
        return
    cls = getattr(callback, "view_class", None) or getattr(callback, "cls", None)
    actions = getattr(callback, "actions", None)
    if cls is not None and actions:
        # What a class inherits is listed as the class.
        yield from ((getattr(cls, name), cls) for name in set(actions.values()))
    else:
        yield cls or callback
