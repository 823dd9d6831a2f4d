"""Files written so that nobody ever sees half of a fix."""

from __future__ import annotations

import contextlib
import os
import stat
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from replaytag.fixes.errors import WriteError
from replaytag.source import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@frozen
class NewFile:
    """The content of a file that must not exist yet."""

    content: bytes


@dataclass(slots=True)
class _Staged:
    """A file's new content beside it on disk, and what is needed to undo the swap."""

    path: str
    target: Path
    temporary: Path
    before: bytes | None
    swapped: bool = False


def write_files(root: Path, files: Mapping[str, bytes | NewFile]) -> None:
    """Write all of the files, paths relative to ``root``, or none.

    Each file is replaced in one step by one written beside it. Its mode stays; a symbolic link
    stays and its target changes. Raises ``WriteError`` for a file that is missing, read-only or
    in the way of a new one, and on any failure of the file system; then all is as it was.
    """
    staged: list[_Staged] = []
    try:
        for path, content in files.items():
            _stage(root, path, content, staged)
        for one in staged:
            with _reported(one.path):
                _swap(one)
    except BaseException:
        for one in reversed(staged):
            _undo(one)
        raise


def _stage(root: Path, path: str, content: bytes | NewFile, staged: list[_Staged]) -> None:
    target = Path(os.path.realpath(root / path))
    for other in staged:
        if other.target == target:
            raise WriteError(path, f"is the same file as {other.path}")
    with _reported(path):
        if isinstance(content, NewFile):
            if os.path.lexists(root / path):
                raise WriteError(path, "exists already")
            before, mode, data = None, 0o666, content.content
        else:
            status = target.stat()
            if not stat.S_ISREG(status.st_mode):
                raise WriteError(path, "is not a regular file")
            if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
                raise WriteError(path, "is read-only")
            before, mode, data = target.read_bytes(), 0o600, content
        temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
        staged.append(_Staged(path, target, temporary, before))
        _create(temporary, data, mode)
        if before is not None:
            _take_over(temporary, status)


def _create(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take_over(path: Path, status: os.stat_result) -> None:
    """Give a file another's mode and owner; only a privileged process may do the latter."""
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))


def _swap(one: _Staged) -> None:
    if one.before is None and os.path.lexists(one.target):
        raise WriteError(one.path, "exists already")
    one.temporary.replace(one.target)
    one.swapped = True


def _undo(one: _Staged) -> None:
    with contextlib.suppress(OSError):
        one.temporary.unlink(missing_ok=True)
    if not one.swapped:
        return
    with contextlib.suppress(OSError):
        if one.before is None:
            one.target.unlink()
        else:
            status = one.target.stat()
            _create(one.temporary, one.before, 0o600)
            _take_over(one.temporary, status)
            one.temporary.replace(one.target)


@contextlib.contextmanager
def _reported(path: str) -> Iterator[None]:
    """Failures of the file system as failures to write ``path``."""
    try:
        yield
    except OSError as error:
        raise WriteError(path, (error.strerror or str(error)).lower()) from error
