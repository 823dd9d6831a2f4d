"""Finds and mends the break between OpenReplay sessions and Sentry errors in Python back ends."""

from __future__ import annotations

__version__ = "0.1.0"
