"""Edits applied to bytes, and what they changed as a unified diff."""

from __future__ import annotations

import difflib
import io
import tokenize
from typing import TYPE_CHECKING

from replaytag.fixes.errors import EditError
from replaytag.fixes.text import Text, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from replaytag.diagnostics import Edit

_NO_NEWLINE = "\\ No newline at end of file\n"


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file's bytes with the edits made; all else stays byte for byte.

    The edits are of one file, in any order; for a file that they create, ``data`` is empty.
    Raises ``EditError`` where edits overlap or touch, lie outside the file, or need characters
    that its encoding has not, and where the file cannot be decoded.
    """
    decoded = decode(data)
    text = Text(decoded.text)
    placed = sorted((*text.offsets(edit.span), edit.content) for edit in edits)
    parts = []
    reached = 0
    for index, (start, end, content) in enumerate(placed):
        if start > end:
            raise EditError("an edit ends before it starts")
        if index and start <= placed[index - 1][1]:
            raise EditError(f"edits touch in line {text.line_of(start)}")
        parts += [text.text[reached:start], content]
        reached = end
    parts.append(text.text[reached:])
    return decoded.encode("".join(parts))


def unified_diff(path: str, before: bytes | None, after: bytes) -> str:
    """The change of one file as ``patch -p0`` and ``git apply -p0`` read it; "" if none.

    ``before`` is None for a new file. Bytes that are no text become surrogates, as
    ``os.fsdecode`` makes them.
    """
    if before == after:
        return ""
    source = path if before is not None else "/dev/null"
    lines = difflib.unified_diff(_lines(before or b""), _lines(after), source, path)
    return "".join(_marked(lines))


def _lines(data: bytes) -> list[str]:
    """Lines as a diff knows them: only a line feed ends one."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except (SyntaxError, UnicodeDecodeError):
        text = data.decode("utf-8", "surrogateescape")
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"
