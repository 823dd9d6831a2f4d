"""Endpoints of a Chalice app: its ``routes``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The view functions of all routes."""
    for methods in app.routes.values():
        for entry in methods.values():
            yield entry.view_function
