"""Connexion, versions 2 and 3."""

from __future__ import annotations

from replaytag.frameworks.connexion.framework import Connexion

__all__ = ["FRAMEWORK"]

FRAMEWORK = Connexion()
