"""Looking through many files with several processes.

A fork has all that this process has, and starts in two milliseconds: what ``multiprocessing`` takes
to be imported and to start is more than most projects take to be looked through.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from replaytag.workspace.workspace import Workspace

DEEP = "replaytag"
"""The name of the thread for which the main thread waits while it runs."""

WORTH = 500
"""The number of files from which on another process pays for its start."""

Work = Callable[[Sequence[str]], Any]
"""What finds something in the files at some paths. It has to be plain data."""


def in_shares(
    workspace: Workspace, work: Work, paths: Sequence[str], processes: int
) -> Generator[Any]:
    """What ``work`` finds in each share of ``paths``, in order; one share where few are worth it.

    Of what ``work`` does besides only that remains which ``workspace`` notes of files that were
    read. Who does not ask for all results ends the work on the others.
    """
    count = min(processes, len(paths) // WORTH + 1) if _can_fork() else 1
    size = max(-(-len(paths) // count), 1)
    first, *others = [paths[start : start + size] for start in range(0, len(paths), size)] or [()]
    children = [_Child(workspace, work, share) for share in others]
    try:
        yield work(first)
        for child in children:
            yield child.result()
    finally:
        for child in children:
            child.end()


def matching(
    workspace: Workspace,
    tells: Callable[[str, bytes], bool],
    paths: Sequence[str],
    processes: int,
) -> list[str]:
    """Those of ``paths`` of which ``tells`` says so, given a path and what is in the file."""

    def look(share: Sequence[str]) -> list[str]:
        return [path for path in share if tells(path, workspace.scan(path))]

    shares = in_shares(workspace, look, paths, processes)
    return [path for found in shares for path in found]


def _can_fork() -> bool:
    """Whether a fork is safe: not where another thread may hold a lock.

    Systems other than Linux have threads of their own in every process.
    """
    if sys.platform != "linux":
        return False
    main, current = threading.main_thread(), threading.current_thread()
    # While the one with the deep stack runs, the main thread waits for it.
    ours = main is current or current.name == DEEP
    return ours and set(threading.enumerate()) <= {main, current}


class _Child:
    """A fork of this process that works on one share."""

    def __init__(self, workspace: Workspace, work: Work, share: Sequence[str]) -> None:
        self._workspace = workspace
        self._work = work
        self._share = share
        self._process: int | None = None
        self._answers: IO[bytes] = BytesIO()
        with suppress(OSError):  # no room for one more
            self._start()

    def _start(self) -> None:
        reading, writing = os.pipe()
        self._answers = open(reading, "rb")  # noqa: SIM115, PTH123 - closed by ``end``
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of threads that hold no lock
                self._process = os.fork()
            if self._process == 0:
                _answer(self._workspace, self._work, self._share, writing)
        finally:
            os.close(writing)

    def result(self) -> Any:
        """What it found; if it came to an end before that, what this process finds instead."""
        try:
            found, read, notices = marshal.load(self._answers)
        except (EOFError, ValueError, TypeError):
            return self._work(self._share)
        self._workspace.note_reading(read, notices)
        return found

    def end(self) -> None:
        """Ends the process if it still works, and waits for that."""
        self._answers.close()
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)


def _answer(workspace: Workspace, work: Work, share: Sequence[str], writing: int) -> NoReturn:
    """Does the work of a fork, which ends here whatever happens."""
    try:
        known = set(workspace.read_paths)
        found = work(share)
        read = [*(workspace.read_paths - known)]
        with open(writing, "wb") as answers:
            marshal.dump((found, read, workspace.notices), answers)
    except BaseException:  # noqa: BLE001 - the parent does the work, and meets the error itself
        os._exit(1)
    os._exit(0)
