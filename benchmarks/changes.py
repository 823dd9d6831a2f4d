"""Changes to files that are taken back."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed_files(root: Path, paths: Sequence[str]) -> Iterator[Callable[[], None]]:
    """Yields what appends a function to each of the files, another one with each call.

    In the end the files are as they were, and as old.
    """
    files = {root / path: ((root / path).read_bytes(), (root / path).stat()) for path in paths}
    numbers = itertools.count()

    def change() -> None:
        number = next(numbers)
        function = f"\n\ndef changed_{number}():\n    return {number}\n"
        for path, (content, _) in files.items():
            path.write_bytes(content + function.encode("ascii"))

    try:
        yield change
    finally:
        for path, (content, status) in files.items():
            path.write_bytes(content)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
