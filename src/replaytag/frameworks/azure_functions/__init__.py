"""Azure Functions, of both programming models."""

from __future__ import annotations

from replaytag.frameworks.azure_functions.framework import FRAMEWORK

__all__ = ["FRAMEWORK"]
