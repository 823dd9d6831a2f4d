"""Bottle: the default app and objects, mounted and merged apps, hooks and plugins."""

from __future__ import annotations

from replaytag.frameworks.bottle.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
