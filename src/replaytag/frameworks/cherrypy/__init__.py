"""CherryPy."""

from __future__ import annotations

from replaytag.frameworks.cherrypy.framework import CherryPy

FRAMEWORK = CherryPy()
