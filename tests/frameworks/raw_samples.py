"""What the samples of raw WSGI and ASGI callables have in common."""

from __future__ import annotations

from tests.linked import linked


def verdicts(text: str) -> list[str]:
    """The handlers of ``app.py``, as ``name: coverage``."""
    return [f"{h.name}: {h.coverage}" for h in linked(text).handlers()]
