"""Runs the rules over projects, and applies what they offer until nothing more is offered."""

from __future__ import annotations

from replaytag.linter.analysis import Analysis, analyse
from replaytag.linter.fixing import Fixed, fix
from replaytag.linter.session import Session

__all__ = ["Analysis", "Fixed", "Session", "analyse", "fix"]
