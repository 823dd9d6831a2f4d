"""Falcon, WSGI and ASGI: responders of resources, sinks, middleware objects."""

from __future__ import annotations

from replaytag.frameworks.falcon.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
