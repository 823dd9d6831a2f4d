"""Finds what middleware of all kinds is wrapped round."""

from __future__ import annotations

from collections import deque
from typing import Any

_LIMIT = 500


def inside(outer: Any, attribute: str) -> Any:
    """The outermost object in ``outer`` that has ``attribute``, itself included.

    Attributes and what functions close over are followed. Raises ``LookupError`` if there is none.
    """
    waiting = deque([outer])
    seen: set[int] = set()
    while waiting and len(seen) < _LIMIT:
        value = waiting.popleft()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if hasattr(value, attribute):
            return value
        waiting.extend(_parts(value))
    raise LookupError(f"{outer!r} has no {attribute!r} in it")


def _parts(value: Any) -> list[Any]:
    found = list(getattr(value, "__dict__", {}).values())
    found += [
        getattr(value, name) for name in getattr(value, "__slots__", ()) if hasattr(value, name)
    ]
    for cell in getattr(value, "__closure__", None) or ():
        try:
            found.append(cell.cell_contents)
        except ValueError:
            continue
    owner = getattr(value, "__self__", None)
    return [part for part in [*found, owner] if part is not None]
