"""Deeply recursive work: imports, calls and expressions nest deeper than a usual stack allows."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from replaytag.workspace.shares import DEEP

_T = TypeVar("_T")

_DEPTHS = ((512 * 1024 * 1024, 60_000), (64 * 1024 * 1024, 7_500))
"""Stack sizes in bytes, and the recursion limits that they bear. They are reserved, not used."""


def run_deep(work: Callable[[], _T]) -> _T:
    """The result of ``work``, called on a thread with a deep stack; raises what it raises."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def target() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again by the calling thread
            errors.append(error)

    limit = sys.getrecursionlimit()
    for size, depth in _DEPTHS:
        before = threading.stack_size(size)
        sys.setrecursionlimit(max(limit, depth))
        try:
            thread = threading.Thread(target=target, name=DEEP)
            thread.start()
        except RuntimeError:
            # A container may not grant so much address space.
            continue
        else:
            thread.join()
            break
        finally:
            threading.stack_size(before)
            sys.setrecursionlimit(limit)
    else:
        target()
    if errors:
        raise errors[0]
    return results[0]
