"""Docstrings that are pages of the documentation: an introduction, and sections with headings."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def split(docstring: str) -> tuple[str, dict[str, str]]:
    """What stands before the first ``## Heading`` of ``docstring``, and each section's text."""
    introduction, *parts = _HEADING.split(docstring)
    headings = (heading.strip() for heading in parts[::2])
    texts = (text.strip() for text in parts[1::2])
    return introduction.strip(), dict(zip(headings, texts, strict=True))
