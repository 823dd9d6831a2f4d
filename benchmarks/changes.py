"""Changes to files that are taken back."""

from __future__ import annotations

import ast
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

Change = Callable[[bytes, int], bytes]
"""Gives the changed content of a file; the number makes each change another one."""


def with_a_function(content: bytes, number: int) -> bytes:
    """A function more at the end."""
    return content + f"\n\ndef changed_{number}():\n    return {number}\n".encode("ascii")


def with_a_statement(content: bytes, number: int) -> bytes:
    """A statement more in the longest function."""
    functions = [
        node
        for node in ast.walk(ast.parse(content))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    longest = max(functions, key=lambda node: len(node.body))
    last = longest.body[-1]
    lines = content.splitlines(keepends=True)
    lines.insert(last.lineno - 1, b" " * last.col_offset + b"changed = %d\n" % number)
    return b"".join(lines)


@contextmanager
def changed_files(root: Path, paths: Sequence[str], change: Change) -> Iterator[Callable[[], None]]:
    """Yields what changes each of the files, in another way with each call.

    In the end the files are as they were, and as old.
    """
    files = {root / path: ((root / path).read_bytes(), (root / path).stat()) for path in paths}
    numbers = itertools.count()

    def apply() -> None:
        number = next(numbers)
        for path, (content, _) in files.items():
            path.write_bytes(change(content, number))

    try:
        yield apply
    finally:
        for path, (content, status) in files.items():
            path.write_bytes(content)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
