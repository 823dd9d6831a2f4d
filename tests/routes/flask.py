"""Endpoints of a Flask app: its ``view_functions``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.routes.wrapped import inside


def endpoints(app: Any) -> Iterator[Any]:
    """Functions and view classes of all rules."""
    for view in inside(app, "view_functions").view_functions.values():
        yield getattr(view, "view_class", view)
