"""The files of a project: which there are, what they hold, and which of them are reported on."""

from __future__ import annotations

from replaytag.workspace.discovery import discover
from replaytag.workspace.scope import Scope
from replaytag.workspace.workspace import Workspace

__all__ = ["Scope", "Workspace", "discover"]
