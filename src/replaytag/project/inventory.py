"""Rows of the two inventories: handlers and tag calls."""

from __future__ import annotations

from replaytag.source import frozen


@frozen(order=True)
class HandlerReport:
    """One handler: where its ``def`` or ``class`` stands, and whether its errors are tagged."""

    path: str
    line: int
    name: str
    framework: str
    routes: tuple[str, ...]
    app: str
    coverage: str
    reason: str
    tagger: str | None


@frozen(order=True)
class TagCallReport:
    """One Sentry tag call; ``tags`` holds None for a name that is not constant."""

    path: str
    line: int
    column: int
    form: str
    tags: tuple[str | None, ...]
    reaches: str
    reason: str
