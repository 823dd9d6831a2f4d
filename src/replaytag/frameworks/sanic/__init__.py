"""Sanic: handlers, class views, blueprints and their groups, middleware and signals."""

from __future__ import annotations

from replaytag.frameworks.sanic.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
