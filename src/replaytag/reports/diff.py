"""What fixes change, as a unified diff."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from replaytag.fixes.apply import unified_diff
from replaytag.reports.style import Style

Change = tuple[Path, str, bytes | None, bytes]


def render(changes: Iterable[Change], style: Style) -> str:
    """The diff of all ``changes``: root, path from there, content before and after.

    The diff's paths are relative to the working directory.
    """
    text = "".join(
        unified_diff(Path(os.path.relpath(root / path)).as_posix(), before, after)
        for root, path, before, after in changes
    )
    if not style.color:
        return text
    # Not splitlines(): a form feed or a line separator does not end a line of a file.
    return "".join(_paint(line, style) for line in re.split(r"(?<=\n)", text) if line)


def _paint(line: str, style: Style) -> str:
    body = line.rstrip("\n")
    end = line[len(body) :]
    if body.startswith(("--- ", "+++ ")):
        return style.strong(body) + end
    if body.startswith("@@"):
        return style.frame(body) + end
    if body.startswith("+"):
        return style.good(body) + end
    return style.bad(body) + end if body.startswith("-") else line
