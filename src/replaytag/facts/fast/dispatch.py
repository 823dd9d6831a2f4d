"""Which function reads which kind of node."""

from __future__ import annotations

from typing import Any, NoReturn


class Unreadable(Exception):
    """The text is no Python, Python that the interpreter does not know yet, or written so oddly
    that only the reference reader gets it right."""


class Readers(dict[type, Any]):
    """Functions by the kind of node that they read; what none of them reads is unreadable."""

    def __missing__(self, kind: type) -> NoReturn:
        raise Unreadable(kind.__name__)
