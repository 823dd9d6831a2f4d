"""The endpoints of Tryton's server, from the map of its URLs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The function of each rule, those of Tryton itself included."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint is not None:
            yield rule.endpoint
