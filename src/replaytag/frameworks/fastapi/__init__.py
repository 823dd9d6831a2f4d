"""FastAPI: routers, path operations, dependencies and route classes."""

from __future__ import annotations

from replaytag.frameworks.fastapi.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
