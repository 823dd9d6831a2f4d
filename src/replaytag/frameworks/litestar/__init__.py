"""Litestar, and Starlite, as it was called before version 2."""

from __future__ import annotations

from replaytag.frameworks.litestar.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
