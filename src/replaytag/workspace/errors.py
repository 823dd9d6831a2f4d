"""What keeps a project from being read at all."""

from __future__ import annotations


class WorkspaceError(Exception):
    """A path that was asked for cannot be analysed. The message says which, and why."""
