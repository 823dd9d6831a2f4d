"""Fixes: from actions to text edits, which of them go together, and how they reach the disk."""

from __future__ import annotations
