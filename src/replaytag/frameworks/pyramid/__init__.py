"""Pyramid, and Cornice on top of it."""

from __future__ import annotations

from replaytag.frameworks.pyramid.framework import Pyramid

FRAMEWORK = Pyramid()
