"""Starlette: routes, endpoint classes, mounts and ASGI middleware."""

from __future__ import annotations

from replaytag.frameworks.starlette.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
