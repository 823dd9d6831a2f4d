"""BlackSheep."""

from __future__ import annotations

from replaytag.frameworks.blacksheep.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
