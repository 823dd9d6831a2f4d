"""Tornado: applications, their rules and handlers, and the recipe."""

from replaytag.frameworks.tornado.framework import Tornado

FRAMEWORK = Tornado()
