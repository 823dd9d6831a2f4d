"""A whole project, linked: what rules and reports ask."""

from __future__ import annotations

from replaytag.project.linking import link
from replaytag.project.project import Project

__all__ = ["Project", "link"]
