"""A last look at what a fix makes of a file."""

from __future__ import annotations

import libcst as cst

from replaytag.fixes.errors import EditError
from replaytag.fixes.text import decode


def parses(path: str, data: bytes) -> bool:
    """Whether a file's bytes are Python; a file that is no ``.py`` is not judged."""
    if not path.endswith((".py", ".pyi")):
        return True
    try:
        cst.parse_module(decode(data).text)
    except (EditError, cst.ParserSyntaxError):
        return False
    return True
