"""Powertools for AWS Lambda: resolvers, routers, middlewares."""

from __future__ import annotations

from replaytag.frameworks.powertools.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
